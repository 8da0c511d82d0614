package io.gatehouse.cluster.config;

import io.gatehouse.protocol.octets.Secret;
import java.net.InetAddress;
import java.time.Duration;

/**
 * {@code radius server}.
 *
 * @param timeout how long to wait before a request is sent again
 * @param retransmit how often a request is sent again before the server counts as dead, so that it
 *     is sent {@code retransmit + 1} times
 * @param passwordProtocol for users' passwords; those of authorization are always in User-Password
 */
public record RadiusServer(
    String name,
    InetAddress address,
    int authenticationPort,
    int accountingPort,
    Secret key,
    Duration timeout,
    int retransmit,
    PasswordProtocol passwordProtocol) {

  /** With PAP, as on IOS. */
  public RadiusServer(
      String name,
      InetAddress address,
      int authenticationPort,
      int accountingPort,
      Secret key,
      Duration timeout,
      int retransmit) {
    this(
        name,
        address,
        authenticationPort,
        accountingPort,
        key,
        timeout,
        retransmit,
        PasswordProtocol.PAP);
  }
}
