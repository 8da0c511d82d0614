package io.gatehouse.node.xfrm;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * The addresses that begin with the same bits.
 *
 * @param length bits, 0 to 32 or 128
 */
public record Prefix(InetAddress address, int length) {

  /**
   * @throws IllegalArgumentException when there are no so many bits
   */
  public Prefix {
    int most = bits(address);
    if (length < 0 || length > most) {
      throw new IllegalArgumentException("a prefix of " + length + " bits, of " + most);
    }
  }

  public static Prefix only(InetAddress address) {
    return new Prefix(address, bits(address));
  }

  private static int bits(InetAddress address) {
    return address instanceof Inet4Address ? 32 : 128;
  }

  @Override
  public String toString() {
    return address.getHostAddress() + "/" + length;
  }
}
