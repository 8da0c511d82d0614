package io.gatehouse.cluster.dataplane;

import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.octets.Octets;
import java.util.List;

/** Sends IKE messages in datagrams. Safe for several threads. */
@FunctionalInterface
public interface DatagramSender {

  /**
   * Sends the messages in their order, with the non-ESP marker in front when the path's local port
   * is the one of NAT traversal. Never throws and never waits: what cannot be sent is dropped and
   * counted, for IKE retransmits.
   *
   * @param path its local address must be one that the machine listens on which sends
   */
  void send(Path path, List<Octets> datagrams);
}
