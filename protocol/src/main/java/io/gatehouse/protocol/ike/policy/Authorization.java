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
 * @param dns of both families, as {@code splitInclude}
 * @param splitInclude networks behind the headend that go through the tunnel; empty: everything
 *     does
 * @param radiusClass to be echoed in accounting
 * @param interimInterval how often accounting is to be told of the session
 * @param accounting empty: it is told nothing
 * @param framedIpv6Address a fixed inside address, which overrides the pool of IPv6 addresses
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
    Optional<AccountingTerms> accounting,
    Optional<InetAddress> framedIpv6Address,
    Optional<String> ipv6AddressPool) {
  public Authorization {
    dns = List.copyOf(dns);
    wins = List.copyOf(wins);
    splitDns = List.copyOf(splitDns);
    splitInclude = List.copyOf(splitInclude);
    radiusClass = List.copyOf(radiusClass);
  }

  /** Without accounting, and without an IPv6 address. */
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
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Whether the user may have an inside address of the family. */
  public boolean gives(AddressFamily family) {
    return switch (family) {
      case IPV4 -> framedAddress.isPresent() || addressPool.isPresent();
      case IPV6 -> framedIpv6Address.isPresent() || ipv6AddressPool.isPresent();
    };
  }

  public Authorization withInterimInterval(Optional<Duration> interval) {
    return with(interval, accounting, framedIpv6Address, ipv6AddressPool);
  }

  public Authorization withAccounting(Optional<AccountingTerms> terms) {
    return with(interimInterval, terms, framedIpv6Address, ipv6AddressPool);
  }

  public Authorization withIpv6(Optional<InetAddress> framed, Optional<String> pool) {
    return with(interimInterval, accounting, framed, pool);
  }

  private Authorization with(
      Optional<Duration> interval,
      Optional<AccountingTerms> terms,
      Optional<InetAddress> framedIpv6,
      Optional<String> ipv6Pool) {
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
        terms,
        framedIpv6,
        ipv6Pool);
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
