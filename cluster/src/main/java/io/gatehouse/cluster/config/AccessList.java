package io.gatehouse.cluster.config;

import io.gatehouse.protocol.ike.policy.Network;
import java.util.List;

/** {@code ip access-list standard}: the networks that go through the tunnel. */
public record AccessList(String name, List<Network> permitted) {
  public AccessList {
    permitted = List.copyOf(permitted);
  }
}
