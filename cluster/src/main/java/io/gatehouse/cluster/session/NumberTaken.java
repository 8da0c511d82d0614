package io.gatehouse.cluster.session;

import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.octets.Octets;

/** Brings a client's first request back to the ingress that gave it a number which is in use. */
@FunctionalInterface
public interface NumberTaken {

  /**
   * Never throws and never waits; if the ingress is not there any more the client sends again.
   *
   * @param path ends at the machine of the ingress
   */
  void tell(SessionNumber number, Path path, Octets request);
}
