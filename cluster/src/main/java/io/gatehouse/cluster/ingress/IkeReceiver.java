package io.gatehouse.cluster.ingress;

import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.octets.Octets;

/** Takes the IKE messages that arrive in datagrams. */
@FunctionalInterface
public interface IkeReceiver {

  /**
   * Called on the threads that read the sockets: hands over and returns at once.
   *
   * @param message without the non-ESP marker; at least as long as an IKE header, else any octets
   */
  void received(Path path, Octets message);
}
