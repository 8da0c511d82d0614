package io.gatehouse.cluster.store;

import io.gatehouse.cluster.session.SessionNumber;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The established sessions of the whole cluster, without their keys, ordered by session number and
 * in pages. Results come on a thread of the store; a failure is a {@link StoreException}.
 */
public final class SessionListings {

  public static final int MAX_PAGE = 10_000;

  private static final String SELECT =
      """
      SELECT session_number, revision, owner_node, user_name, profile, remote_address,
        inside_pool, inside_address, inside_pool6, inside_address6, established_at, updated_at
      FROM ike_session WHERE session_number > ?\
      """;
  private static final String ALL = "session_number > ?";
  private static final String LEASES =
      """
      SELECT pool, count(*) FROM (
        SELECT inside_pool AS pool FROM ike_session WHERE inside_pool IS NOT NULL
        UNION ALL SELECT inside_pool6 FROM ike_session WHERE inside_pool6 IS NOT NULL) AS leased
      GROUP BY pool\
      """;
  private static final String ORDER = " ORDER BY session_number LIMIT ?";

  private final Queries queries;

  SessionListings(Database database, InstantSource clock, Outage outage) {
    this.queries = new Queries("session-store-listings", database, clock, outage);
  }

  /**
   * A page of all sessions.
   *
   * @param after the last session of the page before; empty for the first page
   * @param limit 1 to {@link #MAX_PAGE}
   */
  public CompletionStage<List<SessionListing>> page(Optional<SessionNumber> after, int limit) {
    requireLimit(limit);
    return queries.ask(
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(SELECT + ORDER)) {
            select.setInt(1, after.map(SessionNumber::value).orElse(0));
            select.setInt(2, limit);
            return listings(select);
          }
        });
  }

  /** As {@link #page}, of the sessions of one shard. */
  public CompletionStage<List<SessionListing>> ofShard(
      int shard, Optional<SessionNumber> after, int limit) {
    requireLimit(limit);
    return queries.ask(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(SELECT + " AND session_number < ?" + ORDER)) {
            select.setInt(1, after.map(SessionNumber::value).orElse((shard << 16) - 1));
            select.setInt(2, (shard + 1) << 16);
            select.setInt(3, limit);
            return listings(select);
          }
        });
  }

  /** As {@link #page}, of the sessions that {@code node} wrote last. */
  public CompletionStage<List<SessionListing>> ownedBy(
      String node, Optional<SessionNumber> after, int limit) {
    requireLimit(limit);
    return queries.ask(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(SELECT + " AND owner_node = ?" + ORDER)) {
            select.setInt(1, after.map(SessionNumber::value).orElse(0));
            select.setString(2, node);
            select.setInt(3, limit);
            return listings(select);
          }
        });
  }

  /**
   * The first of those that are looked for.
   *
   * @param limit 1 to {@link #MAX_PAGE}
   */
  public CompletionStage<List<SessionListing>> search(SessionSearch search, int limit) {
    requireLimit(limit);
    return queries.ask(
        connection -> {
          String sql = SELECT.replace(ALL, search.condition()) + ORDER;
          try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setInt(bind(select, search), limit);
            return listings(select);
          }
        });
  }

  /** How many are looked for. */
  public CompletionStage<Long> count(SessionSearch search) {
    return queries.ask(
        connection -> {
          String sql = "SELECT count(*) FROM ike_session WHERE " + search.condition();
          try (PreparedStatement select = connection.prepareStatement(sql)) {
            bind(select, search);
            try (ResultSet row = select.executeQuery()) {
              row.next();
              return row.getLong(1);
            }
          }
        });
  }

  /** How many addresses of each pool the sessions have. */
  public CompletionStage<Map<String, Long>> leases() {
    return queries.ask(
        connection -> {
          Map<String, Long> leases = new HashMap<>();
          try (PreparedStatement select = connection.prepareStatement(LEASES);
              ResultSet row = select.executeQuery()) {
            while (row.next()) {
              leases.put(row.getString(1), row.getLong(2));
            }
          }
          return Map.copyOf(leases);
        });
  }

  /** The index of the next parameter. */
  private static int bind(PreparedStatement statement, SessionSearch search) throws SQLException {
    int next = 1;
    statement.setInt(next++, 0);
    for (String parameter : search.parameters()) {
      statement.setString(next++, parameter);
    }
    return next;
  }

  public CompletionStage<Long> count() {
    return queries.ask(
        connection -> {
          try (PreparedStatement select =
                  connection.prepareStatement("SELECT count(*) FROM ike_session");
              ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  private static void requireLimit(int limit) {
    if (limit < 1 || limit > MAX_PAGE) {
      throw new IllegalArgumentException("a page has 1 to " + MAX_PAGE + " rows, not " + limit);
    }
  }

  private static List<SessionListing> listings(PreparedStatement select) throws SQLException {
    List<SessionListing> listings = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        listings.add(ColumnText.listing(row));
      }
    }
    return List.copyOf(listings);
  }

  void close() {
    queries.close();
  }
}
