package io.gatehouse.cluster.directory;

import io.gatehouse.cluster.config.language.AddressText;
import io.gatehouse.protocol.ike.message.TrafficSelector;
import java.math.BigInteger;

/** A selector's addresses in the way of IOS, which knows networks and no ranges. */
final class SelectorNetwork {

  private SelectorNetwork() {}

  /** {@code address/mask} of IPv4, {@code address/length} of IPv6, or the two ends of a range. */
  static String of(TrafficSelector selector) {
    BigInteger first = new BigInteger(1, selector.startAddress().getAddress());
    BigInteger last = new BigInteger(1, selector.endAddress().getAddress());
    BigInteger host = first.xor(last);
    boolean network = host.add(BigInteger.ONE).bitCount() == 1 && first.and(host).signum() == 0;
    String start = selector.startAddress().getHostAddress();
    if (!network) {
      return start + "-" + selector.endAddress().getHostAddress();
    }
    int bits = selector.startAddress().getAddress().length * Byte.SIZE;
    int length = bits - host.bitLength();
    return start + "/" + (bits == Integer.SIZE ? mask(length) : String.valueOf(length));
  }

  private static String mask(int length) {
    return AddressText.ipv4(length == 0 ? 0 : -1 << (Integer.SIZE - length)).getHostAddress();
  }
}
