package io.gatehouse.client.net;

import io.gatehouse.client.initiator.ClientEvent;
import io.gatehouse.protocol.ike.exchange.IkeSa;

/** Is told what a client goes through, on the client's threads: it must not wait. */
public interface Observer {

  void event(ClientEvent event);

  /** New keys of an IKE SA. */
  default void keys(IkeSa sa) {}
}
