package io.gatehouse.protocol.ike.policy;

import io.gatehouse.protocol.accounting.AccountingTerms;
import io.gatehouse.protocol.octets.Octets;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an authenticated user is given, merged from the authorization policy and from RADIUS.
 *
 * @param userName the authenticated name: AAA may have replaced the one that was typed
 * @param framedAddress a fixed inside address, which overrides the pool
 * @param splitInclude networks behind the headend that go through the tunnel; empty: everything
 *     does
 * @param radiusClass to be echoed in accounting
 * @param interimInterval how often accounting is to be told of the session
 * @param accounting empty: it is told nothing
 */
public record Authorization(
    String userName,
    Optional<InetAddress> framedAddress,
    Optional<String> addressPool,
    Optional<InetAddress> netmask,
    List<InetAddress> dns,
    List<InetAddress> wins,
    Optional<String> defaultDomain,
    List<String> splitDns,
    List<Network> splitInclude,
    Optional<String> banner,
    Optional<Duration> sessionTimeout,
    Optional<Duration> idleTimeout,
    List<Octets> radiusClass,
    Optional<Duration> interimInterval,
    Optional<AccountingTerms> accounting) {
  public Authorization {
    dns = List.copyOf(dns);
    wins = List.copyOf(wins);
    splitDns = List.copyOf(splitDns);
    splitInclude = List.copyOf(splitInclude);
    radiusClass = List.copyOf(radiusClass);
  }

  /** Without accounting. */
  public Authorization(
      String userName,
      Optional<InetAddress> framedAddress,
      Optional<String> addressPool,
      Optional<InetAddress> netmask,
      List<InetAddress> dns,
      List<InetAddress> wins,
      Optional<String> defaultDomain,
      List<String> splitDns,
      List<Network> splitInclude,
      Optional<String> banner,
      Optional<Duration> sessionTimeout,
      Optional<Duration> idleTimeout,
      List<Octets> radiusClass) {
    this(
        userName,
        framedAddress,
        addressPool,
        netmask,
        dns,
        wins,
        defaultDomain,
        splitDns,
        splitInclude,
        banner,
        sessionTimeout,
        idleTimeout,
        radiusClass,
        Optional.empty(),
        Optional.empty());
  }

  public Authorization withInterimInterval(Optional<Duration> interval) {
    return with(interval, accounting);
  }

  public Authorization withAccounting(Optional<AccountingTerms> terms) {
    return with(interimInterval, terms);
  }

  private Authorization with(Optional<Duration> interval, Optional<AccountingTerms> terms) {
    return new Authorization(
        userName,
        framedAddress,
        addressPool,
        netmask,
        dns,
        wins,
        defaultDomain,
        splitDns,
        splitInclude,
        banner,
        sessionTimeout,
        idleTimeout,
        radiusClass,
        interval,
        terms);
  }

  /** A user who is given nothing. */
  public static Authorization of(String userName) {
    return new Authorization(
        userName,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }
}
