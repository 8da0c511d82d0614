package io.gatehouse.cluster.pool;

import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.SessionListing;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The leases of established sessions, as {@code SessionListings} pages through them. */
@FunctionalInterface
public interface StoredLeases {

  /**
   * A page of sessions, in the order of their numbers.
   *
   * @param after the last session of the page before; empty for the first page
   */
  CompletionStage<List<SessionListing>> page(Optional<SessionNumber> after, int limit);
}
