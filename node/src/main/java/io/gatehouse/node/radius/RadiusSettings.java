package io.gatehouse.node.radius;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How this machine talks RADIUS.
 *
 * @param sockets for each server, at least 1: each carries 256 requests at a time
 * @param requireMessageAuthenticator whether a reply without Message-Authenticator is dropped;
 *     false is for servers that cannot send it, and lets an attacker on the way forge replies
 *     (CVE-2024-3596)
 * @param nasAddress NAS-IP-Address; empty: the address from which packets to the server leave
 * @param deadTime how long a server that did not answer is passed over, at the moment; zero: it is
 *     not
 * @param probeInterval how often a dead server is asked with Status-Server whether it is back
 */
public record RadiusSettings(
    int sockets,
    boolean requireMessageAuthenticator,
    Optional<InetAddress> nasAddress,
    Supplier<Duration> deadTime,
    Duration probeInterval) {

  private static final int MAXIMUM_SOCKETS = 64;

  public RadiusSettings {
    if (sockets < 1 || sockets > MAXIMUM_SOCKETS) {
      throw new IllegalArgumentException(
          "RADIUS sockets for each server: 1 to " + MAXIMUM_SOCKETS + ", not " + sockets);
    }
  }

  public static RadiusSettings withDeadTime(Duration deadTime) {
    return new RadiusSettings(8, true, Optional.empty(), () -> deadTime, Duration.ofSeconds(10));
  }
}
