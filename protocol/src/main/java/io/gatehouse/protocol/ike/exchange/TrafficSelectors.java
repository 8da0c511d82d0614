package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.message.TrafficSelector;
import io.gatehouse.protocol.ike.policy.Network;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Narrowing of traffic selectors (RFC 7296 section 2.9). */
public final class TrafficSelectors {

  private static final int ANY_PROTOCOL = 0;

  /** What the Number of TSs field can count. */
  private static final int MAXIMUM = 255;

  private TrafficSelectors() {}

  public static TrafficSelector any4() {
    return any(AddressRange.ANY_IPV4);
  }

  public static TrafficSelector any6() {
    return any(AddressRange.ANY_IPV6);
  }

  /** Every protocol and port of a network; host bits of its address do not count. */
  public static TrafficSelector ofNetwork(Network network) {
    return any(AddressRange.of(network));
  }

  public static TrafficSelector ofAddress(InetAddress address) {
    return any(new AddressRange(address, address));
  }

  /**
   * Narrows the client's selectors to its inside addresses. Empty: nothing is left, which is
   * answered with TS_UNACCEPTABLE.
   */
  public static Optional<List<TrafficSelector>> toAddresses(
      List<TrafficSelector> offered, List<InetAddress> inside) {
    return narrow(offered, inside.stream().map(TrafficSelectors::ofAddress).toList());
  }

  /**
   * Narrows the headend's selectors to {@code networks}, or to everything of the families offered
   * when there are none. Empty: nothing is left.
   */
  public static Optional<List<TrafficSelector>> toNetworks(
      List<TrafficSelector> offered, List<Network> networks) {
    return narrow(
        offered,
        networks.isEmpty()
            ? List.of(any4(), any6())
            : networks.stream().map(TrafficSelectors::ofNetwork).toList());
  }

  /**
   * What {@code offered} and {@code allowed} have in common, in the peer's order, without selectors
   * that others cover, and at most 255 of them.
   */
  public static Optional<List<TrafficSelector>> narrow(
      List<TrafficSelector> offered, List<TrafficSelector> allowed) {
    List<TrafficSelector> common = new ArrayList<>();
    for (TrafficSelector wanted : offered) {
      for (TrafficSelector permitted : allowed) {
        intersection(wanted, permitted).ifPresent(selector -> addUncovered(common, selector));
      }
    }
    return common.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(common));
  }

  /** Whether one of {@code selectors} contains all that {@code wanted} does. */
  public static boolean covers(List<TrafficSelector> selectors, TrafficSelector wanted) {
    return selectors.stream()
        .anyMatch(selector -> intersection(selector, wanted).equals(Optional.of(wanted)));
  }

  /** Whether each of {@code wanted} is contained in one of {@code selectors}. */
  public static boolean covers(List<TrafficSelector> selectors, List<TrafficSelector> wanted) {
    return wanted.stream().allMatch(selector -> covers(selectors, selector));
  }

  static Optional<TrafficSelector> intersection(TrafficSelector one, TrafficSelector other) {
    if (one.protocol() != ANY_PROTOCOL
        && other.protocol() != ANY_PROTOCOL
        && one.protocol() != other.protocol()) {
      return Optional.empty();
    }
    int protocol = Math.max(one.protocol(), other.protocol());
    return PortRange.of(one)
        .intersection(PortRange.of(other))
        .flatMap(
            ports ->
                AddressRange.of(one)
                    .intersection(AddressRange.of(other))
                    .map(addresses -> selector(protocol, ports, addresses)));
  }

  private static void addUncovered(List<TrafficSelector> selectors, TrafficSelector added) {
    if (selectors.size() < MAXIMUM && !covers(selectors, added)) {
      selectors.removeIf(selector -> covers(List.of(added), selector));
      selectors.add(added);
    }
  }

  private static TrafficSelector any(AddressRange addresses) {
    return selector(ANY_PROTOCOL, PortRange.ANY, addresses);
  }

  private static TrafficSelector selector(int protocol, PortRange ports, AddressRange addresses) {
    return new TrafficSelector(
        protocol, ports.start(), ports.end(), addresses.start(), addresses.end());
  }
}
