package io.gatehouse.node.kernel;

import io.gatehouse.node.xfrm.PortMask;
import io.gatehouse.node.xfrm.Prefix;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** The aligned blocks that together are just a range, the largest that fit. */
final class RangeCover {

  private static final int PORT_BITS = 16;
  private static final int ALL_PORTS = (1 << PORT_BITS) - 1;

  private record Block(BigInteger start, int bits) {}

  private RangeCover() {}

  /** Both ends are in it. */
  static List<Prefix> addresses(InetAddress first, InetAddress last) {
    int width = first.getAddress().length * Byte.SIZE;
    return blocks(
            new BigInteger(1, first.getAddress()), new BigInteger(1, last.getAddress()), width)
        .stream()
        .map(block -> new Prefix(address(block.start, width), width - block.bits))
        .toList();
  }

  /** Both ends are in it; from 0 to 65535 is any port. OPAQUE (RFC 7296 section 3.13.1) is too. */
  static List<PortMask> ports(int first, int last) {
    boolean opaque = first == ALL_PORTS && last == 0;
    if (opaque || (first == 0 && last == ALL_PORTS)) {
      return List.of(PortMask.ANY);
    }
    return blocks(BigInteger.valueOf(first), BigInteger.valueOf(last), PORT_BITS).stream()
        .map(block -> new PortMask(block.start.intValue(), ALL_PORTS & (-1 << block.bits)))
        .toList();
  }

  private static List<Block> blocks(BigInteger first, BigInteger last, int width) {
    List<Block> blocks = new ArrayList<>();
    for (BigInteger next = first; next.compareTo(last) <= 0; ) {
      int bits = Math.min(width, next.signum() == 0 ? width : next.getLowestSetBit());
      while (next.add(BigInteger.ONE.shiftLeft(bits)).subtract(BigInteger.ONE).compareTo(last)
          > 0) {
        bits--;
      }
      blocks.add(new Block(next, bits));
      next = next.add(BigInteger.ONE.shiftLeft(bits));
    }
    return blocks;
  }

  private static InetAddress address(BigInteger number, int width) {
    byte[] octets = new byte[width / Byte.SIZE];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = number.shiftRight(width - Byte.SIZE * (i + 1)).byteValue();
    }
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 octets are an address", e);
    }
  }
}
