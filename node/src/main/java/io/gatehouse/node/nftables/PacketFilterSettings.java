package io.gatehouse.node.nftables;

import io.gatehouse.protocol.ike.policy.Network;
import java.net.InetAddress;
import java.util.List;

/**
 * What the packet filter is to know.
 *
 * @param headend the name of this machine, for the paths of packets with unknown SPIs
 * @param addresses of this machine, to which clients send ESP in UDP, at least one
 * @param natTraversalPort where they send it, 4500
 * @param clients networks of inside addresses, of all nodes
 * @param clientToClient whether clients may reach one another
 * @param clientsElsewhere whether other machines have clients with addresses of these networks too,
 *     whose packets may come in the clear from there
 * @param mtu octets of the longest IP packet on the way to clients, {@value #SMALLEST_MTU} to 65535
 */
public record PacketFilterSettings(
    String headend,
    List<InetAddress> addresses,
    int natTraversalPort,
    List<Network> clients,
    boolean clientToClient,
    boolean clientsElsewhere,
    int mtu) {

  /** What IPv6 asks of every link. */
  public static final int SMALLEST_MTU = 1_280;

  public static final int ETHERNET_MTU = 1_500;

  private static final int LARGEST_MTU = 65_535;

  /**
   * @throws IllegalArgumentException with what is wrong
   */
  public PacketFilterSettings {
    addresses = List.copyOf(addresses);
    clients = List.copyOf(clients);
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("no address that clients send to");
    }
    if (natTraversalPort < 1 || natTraversalPort > 0xFFFF) {
      throw new IllegalArgumentException("port " + natTraversalPort);
    }
    if (mtu < SMALLEST_MTU || mtu > LARGEST_MTU) {
      throw new IllegalArgumentException("mtu " + mtu + ": " + SMALLEST_MTU + " to " + LARGEST_MTU);
    }
  }
}
