package io.gatehouse.node.xfrm;

/**
 * The ports that agree with {@code port} in the bits of {@code mask}.
 *
 * @param port 0 to 65535
 * @param mask 0 to 65535; 0 is any port
 */
public record PortMask(int port, int mask) {

  public static final PortMask ANY = new PortMask(0, 0);

  private static final int HIGHEST = 0xFFFF;

  public PortMask {
    if ((port & ~HIGHEST) != 0 || (mask & ~HIGHEST) != 0) {
      throw new IllegalArgumentException("port " + port + " with mask " + mask);
    }
  }

  public static PortMask only(int port) {
    return new PortMask(port, HIGHEST);
  }
}
