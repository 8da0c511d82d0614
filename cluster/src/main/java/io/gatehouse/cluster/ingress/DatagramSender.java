package io.gatehouse.cluster.ingress;

import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.octets.Octets;
import java.util.List;

/** Sends IKE datagrams from the node's sockets. Safe to call from any thread; never blocks. */
@FunctionalInterface
public interface DatagramSender {

  /**
   * @param datagrams from the IKE header on: the non-ESP marker is put before them where the path needs it
   */
  void send(Path path, List<Octets> datagrams);
}
