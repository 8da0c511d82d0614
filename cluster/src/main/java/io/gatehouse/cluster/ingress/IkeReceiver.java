package io.gatehouse.cluster.ingress;

import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.octets.Octets;

/** Takes the IKE datagrams that a socket received. Called on the socket's thread: it hands over and returns at once. */
@FunctionalInterface
public interface IkeReceiver {

  /**
   * @param message from the IKE header on: the non-ESP marker is gone
   */
  void received(Path path, Octets message);
}
