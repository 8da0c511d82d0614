package io.gatehouse.cluster.store;

import io.gatehouse.cluster.session.SessionNumber;
import java.net.InetAddress;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The blocks of inside addresses that this node may lease and no other. It has them for a term, and
 * says before its end that it lives; when it does not, another node may end the whole of it, and
 * take the blocks.
 *
 * <p>That two nodes never lease one address is for speed. What is certain is that no two sessions
 * are stored with one.
 *
 * <p>Results come on a thread of the store; a failure is a {@link StoreException}, and whether
 * blocks were claimed is then unknown: the next claim says.
 */
public final class AddressBlocks {

  /** How long a node has its blocks from each sign of life on. */
  public static final Duration TERM = Duration.ofSeconds(15);

  /**
   * What a node has claimed.
   *
   * @param holder the life of the node that has the blocks: when it is another one than before, no
   *     block of before is this node's any more
   * @param leases the addresses of the blocks that sessions have
   */
  public record Claim(long holder, List<AddressBlock> blocks, List<StoredLease> leases) {}

  private static final String LEASES =
      "SELECT session_number, user_name, inside_address FROM ike_session"
          + " WHERE inside_address = ANY(?) UNION"
          + " SELECT session_number, user_name, inside_address6 FROM ike_session"
          + " WHERE inside_address6 = ANY(?)";

  private final Queries queries;
  private final BlockHolder holder;

  AddressBlocks(Database database, String node, InstantSource clock, Outage outage) {
    this.queries = new Queries("session-store-blocks", database, clock, outage);
    this.holder = new BlockHolder(database, node, TERM);
  }

  /**
   * Claims blocks that no living node has.
   *
   * @param candidates in the order of preference
   * @param most how many are claimed at most; it may become none
   */
  public CompletionStage<Claim> claim(List<AddressBlock> candidates, int most) {
    return queries.ask(
        connection -> {
          List<AddressBlock> claimed = holder.claim(connection, candidates, most);
          connection.commit();
          List<InetAddress> addresses =
              claimed.stream().flatMap(block -> block.addresses().stream()).toList();
          return new Claim(holder.number(), claimed, leases(connection, addresses));
        });
  }

  /**
   * Says that the node lives.
   *
   * @return false when another node has ended the term, and none of the blocks is this node's
   */
  public CompletionStage<Boolean> renew() {
    return queries.change(holder::renew);
  }

  /** Which of the addresses established sessions have. */
  public CompletionStage<List<StoredLease>> leases(Collection<InetAddress> addresses) {
    List<InetAddress> asked = List.copyOf(addresses);
    return queries.ask(connection -> leases(connection, asked));
  }

  /** The node leaves: its blocks are anybody's. */
  public CompletionStage<Boolean> handBack() {
    return queries.change(holder::end);
  }

  private static List<StoredLease> leases(Connection connection, List<InetAddress> addresses)
      throws SQLException {
    if (addresses.isEmpty()) {
      return List.of();
    }
    Array texts =
        connection.createArrayOf("varchar", addresses.stream().map(ColumnText::text).toArray());
    try (PreparedStatement select = connection.prepareStatement(LEASES)) {
      select.setArray(1, texts);
      select.setArray(2, texts);
      List<StoredLease> leases = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          leases.add(
              new StoredLease(
                  new SessionNumber(row.getInt(1)),
                  row.getString(2),
                  InetAddress.ofLiteral(row.getString(3))));
        }
      }
      return List.copyOf(leases);
    } finally {
      texts.free();
    }
  }

  void close() {
    queries.close();
  }
}
