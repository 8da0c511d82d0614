package io.gatehouse.cluster.store;

import io.gatehouse.cluster.session.SessionNumber;
import java.time.Instant;

/**
 * The part of a stored session that is in the clear.
 *
 * @param owner the node that wrote the row last
 */
public record SessionListing(
    SessionNumber session, long revision, String owner, SearchColumns columns, Instant updatedAt) {}
