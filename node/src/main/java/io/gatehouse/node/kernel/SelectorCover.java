package io.gatehouse.node.kernel;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import io.gatehouse.node.xfrm.PortMask;
import io.gatehouse.node.xfrm.Prefix;
import io.gatehouse.node.xfrm.XfrmSelector;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.TrafficSelectors;
import io.gatehouse.protocol.ike.message.TrafficSelector;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Traffic selectors of a CHILD SA as the kernel's: of prefixes and masks, not of ranges. */
final class SelectorCover {

  /** For one CHILD SA, in each direction. */
  static final int MOST_SELECTORS = 256;

  private static final int ANY_PROTOCOL = 0;
  private static final int ICMP = 1;
  private static final int ICMPV6 = 58;

  private SelectorCover() {}

  /**
   * From this side to the client's addresses, as far as the CHILD SA is for them.
   *
   * @throws DataPlaneException when that takes too many, or ICMP types are among them
   */
  static List<XfrmSelector> outbound(ChildSa childSa, List<InetAddress> insideAddresses) {
    Set<XfrmSelector> selectors = new LinkedHashSet<>();
    for (InetAddress client : insideAddresses) {
      for (TrafficSelector remote : childSa.remote()) {
        for (TrafficSelector local : childSa.local()) {
          if (local.type() == remote.type() && covers(remote, client)) {
            selectors.addAll(between(local, remote, client));
          }
        }
      }
    }
    if (selectors.size() > MOST_SELECTORS) {
      throw tooMany(selectors.size());
    }
    return List.copyOf(selectors);
  }

  private static boolean covers(TrafficSelector selector, InetAddress address) {
    TrafficSelector addresses =
        new TrafficSelector(
            ANY_PROTOCOL, 0, 0xFFFF, selector.startAddress(), selector.endAddress());
    return TrafficSelectors.covers(List.of(addresses), TrafficSelectors.ofAddress(address));
  }

  private static List<XfrmSelector> between(
      TrafficSelector local, TrafficSelector remote, InetAddress client) {
    boolean agree =
        local.protocol() == remote.protocol()
            || local.protocol() == ANY_PROTOCOL
            || remote.protocol() == ANY_PROTOCOL;
    if (!agree) {
      return List.of();
    }
    int protocol = Math.max(local.protocol(), remote.protocol());
    List<PortMask> localPorts = ports(protocol, local);
    List<PortMask> remotePorts = ports(protocol, remote);
    List<Prefix> prefixes = RangeCover.addresses(local.startAddress(), local.endAddress());
    int count = localPorts.size() * remotePorts.size() * prefixes.size();
    if (count > MOST_SELECTORS) {
      throw tooMany(count);
    }
    List<XfrmSelector> selectors = new ArrayList<>(count);
    for (Prefix prefix : prefixes) {
      for (PortMask localPort : localPorts) {
        for (PortMask remotePort : remotePorts) {
          selectors.add(
              new XfrmSelector(prefix, Prefix.only(client), protocol, localPort, remotePort));
        }
      }
    }
    return selectors;
  }

  /**
   * In place of ports, selectors of ICMP have types and codes, which the kernel keeps otherwise.
   */
  private static List<PortMask> ports(int protocol, TrafficSelector selector) {
    List<PortMask> ports = RangeCover.ports(selector.startPort(), selector.endPort());
    boolean icmp = protocol == ICMP || protocol == ICMPV6;
    if (icmp && !ports.equals(List.of(PortMask.ANY))) {
      throw new DataPlaneException(
          "the CHILD SA is for some types of ICMP only, which the kernel's plane does not serve");
    }
    return ports;
  }

  private static DataPlaneException tooMany(int count) {
    return new DataPlaneException(
        "the traffic selectors of the CHILD SA take %d policies in the kernel; at most %d are made"
            .formatted(count, MOST_SELECTORS));
  }

  /** The same packets on their way back. */
  static XfrmSelector reversed(XfrmSelector selector) {
    return new XfrmSelector(
        selector.destination(),
        selector.source(),
        selector.protocol(),
        selector.destinationPort(),
        selector.sourcePort());
  }
}
