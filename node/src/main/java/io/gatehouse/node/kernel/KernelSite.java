package io.gatehouse.node.kernel;

import io.gatehouse.node.nftables.PacketFilterSettings;
import io.gatehouse.protocol.ike.policy.Network;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a kernel's plane stands.
 *
 * @param headend this machine's name in paths
 * @param addresses of this machine, which clients send to
 * @param port of UDP, which ESP comes to
 * @param clients networks of inside addresses, of all nodes
 * @param alone whether no other node may have sessions of this one: what an earlier process has
 *     left in the kernel then goes on, and what this one leaves
 */
public record KernelSite(
    String headend, List<InetAddress> addresses, int port, List<Network> clients, boolean alone) {

  public KernelSite {
    addresses = List.copyOf(addresses);
    clients = List.copyOf(clients);
  }

  Tags tags() {
    return new Tags(Set.copyOf(addresses), port);
  }

  /** What is routed here once and for all: a node of a cluster has but some of the clients. */
  List<Network> routes() {
    return alone ? clients : List.of();
  }

  /** What the packet filter is to know; empty when there is to be none. */
  Optional<PacketFilterSettings> packetFilter(XfrmSettings settings) {
    return settings.packetFilter()
        ? Optional.of(
            new PacketFilterSettings(
                headend,
                addresses,
                port,
                clients,
                settings.clientToClient(),
                !alone,
                settings.mtu()))
        : Optional.empty();
  }
}
