package io.gatehouse.endtoend.cluster;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Bob Jenkins's hash as the kernel's {@code jhash} computes it over nftables' registers, so that
 * the laboratory knows where the balancer sends a flow.
 */
final class FlowHash {
  static final int SEED = 1;

  private static final int INITIAL = 0xdeadbeef;
  private static final int REGISTERS = 3;

  private FlowHash() {}

  /** The bucket of a flow, from 0 on: the hash is scaled to their number. */
  static int bucket(Flow flow, int buckets) {
    long hash = Integer.toUnsignedLong(hash(registers(flow)));
    return (int) ((hash * buckets) >>> Integer.SIZE);
  }

  // Each field begins a register of four octets, in the network's order.
  private static int[] registers(Flow flow) {
    try {
      ByteBuffer octets = ByteBuffer.allocate(REGISTERS * Integer.BYTES);
      octets.put(InetAddress.getByName(flow.client()).getAddress());
      octets.putShort(4, (short) flow.clientPort()).putShort(8, (short) flow.port());
      octets.order(ByteOrder.LITTLE_ENDIAN);
      return new int[] {octets.getInt(0), octets.getInt(4), octets.getInt(8)};
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(flow.client(), e);
    }
  }

  // linux/jhash.h, for twelve octets.
  private static int hash(int[] registers) {
    int start = INITIAL + REGISTERS * Integer.BYTES + SEED;
    int a = start + registers[0];
    int b = start + registers[1];
    int c = start + registers[2];
    c = (c ^ b) - Integer.rotateLeft(b, 14);
    a = (a ^ c) - Integer.rotateLeft(c, 11);
    b = (b ^ a) - Integer.rotateLeft(a, 25);
    c = (c ^ b) - Integer.rotateLeft(b, 16);
    a = (a ^ c) - Integer.rotateLeft(c, 4);
    b = (b ^ a) - Integer.rotateLeft(a, 14);
    return (c ^ b) - Integer.rotateLeft(b, 24);
  }
}
