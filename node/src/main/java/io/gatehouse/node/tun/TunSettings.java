package io.gatehouse.node.tun;

import io.gatehouse.protocol.ike.policy.Network;
import java.util.List;

/**
 * How the user-space plane is set up.
 *
 * @param device name of the TUN interface
 * @param mtu octets of the longest IP packet inside the tunnel, at least {@value #SMALLEST_MTU}
 * @param routes networks of inside addresses, which the kernel is to route into the device; a
 *     client outside them gets a route of its own while it is connected
 * @param replayWindow packets
 */
public record TunSettings(String device, int mtu, List<Network> routes, int replayWindow) {

  public static final String DEFAULT_DEVICE = "gatehouse0";

  /**
   * Fits 1500 octets with every cipher over IPv4: 20 for IP, 8 for UDP, 8 for the ESP header, and
   * at the most 64 for AES-CBC with HMAC-SHA2-512-256. IPv6 takes 20 more, which leaves room for
   * all but HMAC-SHA2-384-192 and HMAC-SHA2-512-256.
   */
  public static final int DEFAULT_MTU = 1400;

  /** What IPv6 asks of every link. */
  public static final int SMALLEST_MTU = 1280;

  public static final int DEFAULT_REPLAY_WINDOW = 1024;

  public TunSettings {
    routes = List.copyOf(routes);
    if (mtu < SMALLEST_MTU || mtu > TunDevice.LONGEST_PACKET) {
      throw new IllegalArgumentException(
          "mtu " + mtu + ": " + SMALLEST_MTU + " to " + TunDevice.LONGEST_PACKET);
    }
  }

  public static TunSettings of(List<Network> routes) {
    return new TunSettings(DEFAULT_DEVICE, DEFAULT_MTU, routes, DEFAULT_REPLAY_WINDOW);
  }

  /** The same with these networks routed into the device. */
  public TunSettings routing(List<Network> networks) {
    return new TunSettings(device, mtu, networks, replayWindow);
  }
}
