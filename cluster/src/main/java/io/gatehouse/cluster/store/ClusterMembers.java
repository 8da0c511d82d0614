package io.gatehouse.cluster.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that are members of the cluster of this database, as they say themselves: a second
 * cluster sees by it that there is a first one, though neither can reach the other.
 *
 * <p>A node has a term by the database's clock, and renews it as long as it is open. With the
 * database away it renews as soon as it is back.
 */
public final class ClusterMembers implements AutoCloseable {

  /** How long a node counts as a member from each sign of life on. */
  public static final Duration TERM = Duration.ofSeconds(15);

  private static final Duration RENEWAL = TERM.dividedBy(3);

  private final Database database;
  private final String node;
  private final InstantSource clock;
  private final Outage outage;
  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable Thread renewing;

  ClusterMembers(Database database, String node, InstantSource clock, Outage outage) {
    this.database = database;
    this.node = node;
    this.clock = clock;
    this.outage = outage;
  }

  /**
   * From now on this node is a member, until it is closed. One of its name that was there before
   * has crashed.
   *
   * @throws StoreException.Unavailable when the database does not answer
   */
  public synchronized void enter() {
    try {
      renew();
    } catch (SQLException fault) {
      throw unavailable(fault);
    }
    if (renewing == null) {
      renewing =
          Thread.ofPlatform().daemon().name("session-store-membership").start(this::keepRenewing);
    }
  }

  /**
   * The nodes whose terms are not over, this one among them.
   *
   * @throws StoreException.Unavailable when the database does not answer
   */
  public Set<String> living() {
    try (Connection connection = database.connection();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT node FROM cluster_member WHERE expires_at >= CURRENT_TIMESTAMP");
        ResultSet row = select.executeQuery()) {
      Set<String> nodes = new TreeSet<>();
      while (row.next()) {
        nodes.add(row.getString(1));
      }
      return nodes;
    } catch (SQLException fault) {
      throw unavailable(fault);
    }
  }

  private StoreException.Unavailable unavailable(SQLException fault) {
    return new StoreException.Unavailable(
        "the session store does not answer: " + SqlFault.reason(fault));
  }

  private void keepRenewing() {
    try {
      while (!closed.await(RENEWAL.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          renew();
        } catch (SQLException fault) {
          outage.failed(1, SqlFault.reason(fault), clock.instant());
        }
      }
    } catch (InterruptedException notFromUs) {
      Thread.currentThread().interrupt();
    }
  }

  private void renew() throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement update =
            connection.prepareStatement(
                "UPDATE cluster_member SET expires_at = "
                    + BlockHolder.TERM_END
                    + " WHERE node = ?");
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO cluster_member (expires_at, node) VALUES ("
                    + BlockHolder.TERM_END
                    + ", ?)")) {
      if (write(update) == 0) {
        write(insert);
      }
      connection.commit();
    }
  }

  private int write(PreparedStatement statement) throws SQLException {
    statement.setInt(1, (int) TERM.toSeconds());
    statement.setString(2, node);
    return statement.executeUpdate();
  }

  /** The node leaves. If the database is away, its term ends by itself. */
  @Override
  public synchronized void close() {
    closed.countDown();
    if (renewing == null) {
      return;
    }
    try {
      renewing.join(TERM);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    try (Connection connection = database.connection();
        PreparedStatement delete =
            connection.prepareStatement("DELETE FROM cluster_member WHERE node = ?")) {
      delete.setString(1, node);
      delete.executeUpdate();
      connection.commit();
    } catch (SQLException fault) {
      outage.failed(1, SqlFault.reason(fault), clock.instant());
    }
  }
}
