package io.gatehouse.client.initiator;

import io.gatehouse.protocol.ike.exchange.IkeSa;
import io.gatehouse.protocol.octets.Octets;

/** What a step of the initiator asks of the outside. */
public sealed interface Effect {

  /**
   * One datagram.
   *
   * @param natTraversal to port 4500, behind a non-ESP marker; otherwise to port 500
   */
  record Send(boolean natTraversal, Octets message) implements Effect {}

  /**
   * A tunnel SA to receive on.
   *
   * @param send whether to send on it from now on, or not before its predecessor is removed
   */
  record Install(TunnelSa sa, boolean send) implements Effect {}

  record Remove(int inboundSpi) implements Effect {}

  /** The inside addresses and routes. */
  record Configure(Assignment assignment) implements Effect {}

  /** New keys, for those who want to read a capture. */
  record LogKeys(IkeSa sa) implements Effect {}

  record Report(ClientEvent event) implements Effect {}
}
