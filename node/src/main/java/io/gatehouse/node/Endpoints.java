package io.gatehouse.node;

import io.gatehouse.node.http.Page;
import io.gatehouse.node.http.PageServer;
import io.gatehouse.node.http.SessionTables;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Where a node is asked: by its operator, and, where that is wanted, by a balancer, which sees
 * nothing but how the node is.
 */
record Endpoints(Foundation foundation, NodeStatus status, Health health, Clock clock) {

  /**
   * @throws IllegalArgumentException when an address cannot be bound
   */
  void open(Parts parts, NodeSettings settings) {
    Map<String, Supplier<Page>> all = new HashMap<>(healthPages());
    all.put(
        "/sessions", Page.of(new SessionTables(foundation.store(), foundation.dataPlane(), clock)));
    all.put("/status", Page.of(status));
    parts.add(PageServer.open("administration", settings.administration(), all));
    settings
        .health()
        .ifPresent(address -> parts.add(PageServer.open("health", address, healthPages())));
  }

  private Map<String, Supplier<Page>> healthPages() {
    return Map.of("/ready", health::ready, "/serving", health::serves, "/alive", health::alive);
  }
}
