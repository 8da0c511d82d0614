package io.gatehouse.cluster.accounting;

import io.gatehouse.cluster.config.AccountingList;
import io.gatehouse.cluster.store.AccountingOutbox;
import java.time.Clock;
import java.util.List;

/**
 * What one node's accounting works with.
 *
 * @param lists those that the node's configuration knows
 * @param nasIdentifier the name under which RADIUS knows the headend
 */
public record AccountingServices(
    List<AccountingList> lists,
    String nasIdentifier,
    AccountingOutbox outbox,
    AccountingClient client,
    AccountingSettings settings,
    AccountingCounters counters,
    Clock clock) {
  public AccountingServices {
    lists = List.copyOf(lists);
  }
}
