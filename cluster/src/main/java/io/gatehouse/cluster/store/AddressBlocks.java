package io.gatehouse.cluster.store;

import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.StoreException.Overloaded;
import io.gatehouse.cluster.store.StoreException.Unavailable;
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
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

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

  private static final int WAITING = 256;

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
          + " WHERE inside_address = ANY(?)";

  private final Database database;
  private final BlockHolder holder;
  private final InstantSource clock;
  private final Outage outage;
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING),
          Thread.ofPlatform().daemon().name("session-store-blocks").factory());

  AddressBlocks(Database database, String node, InstantSource clock, Outage outage) {
    this.database = database;
    this.holder = new BlockHolder(database, node, TERM);
    this.clock = clock;
    this.outage = outage;
  }

  /**
   * Claims blocks that no living node has.
   *
   * @param candidates in the order of preference
   * @param most how many are claimed at most; it may become none
   */
  public CompletionStage<Claim> claim(List<AddressBlock> candidates, int most) {
    return ask(
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
    return ask(
        connection -> {
          boolean lives = holder.renew(connection);
          connection.commit();
          return lives;
        });
  }

  /** Which of the addresses established sessions have. */
  public CompletionStage<List<StoredLease>> leases(Collection<InetAddress> addresses) {
    List<InetAddress> asked = List.copyOf(addresses);
    return ask(connection -> leases(connection, asked));
  }

  /** The node leaves: its blocks are anybody's. */
  public CompletionStage<Boolean> handBack() {
    return ask(
        connection -> {
          boolean had = holder.end(connection);
          connection.commit();
          return had;
        });
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

  private interface Question<T> {
    T ask(Connection connection) throws SQLException;
  }

  private <T> CompletionStage<T> ask(Question<T> question) {
    try {
      return CompletableFuture.supplyAsync(() -> answer(question), thread);
    } catch (RejectedExecutionException full) {
      return CompletableFuture.failedFuture(
          new Overloaded("too much is asked for at once about blocks of addresses"));
    }
  }

  private <T> T answer(Question<T> question) {
    try (Connection connection = database.connection()) {
      T answer = question.ask(connection);
      connection.rollback();
      outage.over();
      return answer;
    } catch (SQLException fault) {
      outage.failed(1, SqlFault.reason(fault), clock.instant());
      throw new CompletionException(new Unavailable("the session store is unavailable"));
    }
  }

  void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
        thread.getQueue().clear();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
