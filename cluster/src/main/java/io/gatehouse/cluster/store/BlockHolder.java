package io.gatehouse.cluster.store;

import java.net.InetAddress;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * This node in the table of holders of blocks, under a number that is new in each of its lives. For
 * use by one thread; who calls commits.
 */
final class BlockHolder {

  /** Any number, the same in all versions, that nobody else locks in the database. */
  private static final long CLAIM_LOCK = Schema.MIGRATION_LOCK + 1;

  /** Candidates in one statement. */
  private static final int CHUNK = 1_024;

  /** The database's clock is the only one that counts. */
  static final String TERM_END = "CURRENT_TIMESTAMP + CAST(? AS integer) * INTERVAL '1' SECOND";

  private final Database database;
  private final String node;
  private final Duration term;

  /** 0: not in the table, as far as is known. */
  private long number;

  BlockHolder(Database database, String node, Duration term) {
    this.database = database;
    this.node = node;
    this.term = term;
  }

  long number() {
    return number;
  }

  boolean renew(Connection connection) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE address_block_holder SET expires_at = " + TERM_END + " WHERE holder = ?")) {
      update.setInt(1, (int) term.toSeconds());
      update.setLong(2, number);
      boolean lives = update.executeUpdate() == 1;
      number = lives ? number : 0;
      return lives;
    }
  }

  List<AddressBlock> claim(Connection connection, List<AddressBlock> candidates, int most)
      throws SQLException {
    // One node at a time: they would get into one another's way, and claims are rare.
    database.lock(connection, CLAIM_LOCK);
    if (number == 0 || !renew(connection)) {
      number = enter(connection);
    }
    endOthersTerms(connection);
    List<AddressBlock> claimed = new ArrayList<>();
    for (int from = 0; from < candidates.size() && claimed.size() < most; from += CHUNK) {
      List<AddressBlock> chunk =
          candidates.subList(from, Math.min(candidates.size(), from + CHUNK));
      claimed.addAll(claimOf(connection, chunk, most - claimed.size()));
    }
    return claimed;
  }

  /** One of its own is claimed too: the answer to the claim before may have been lost. */
  private List<AddressBlock> claimOf(Connection connection, List<AddressBlock> candidates, int most)
      throws SQLException {
    Map<AddressBlock, Long> holders = holders(connection, candidates);
    List<AddressBlock> claimed =
        candidates.stream()
            .filter(block -> holders.getOrDefault(block, number) == number)
            .limit(most)
            .toList();
    insert(connection, claimed.stream().filter(block -> !holders.containsKey(block)).toList());
    return claimed;
  }

  /** Ends what is left of a former life of this node, which has crashed. */
  private long enter(Connection connection) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM address_block_holder WHERE node = ?")) {
      delete.setString(1, node);
      delete.executeUpdate();
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO address_block_holder (node, expires_at) VALUES (?, " + TERM_END + ")",
            new String[] {"holder"})) {
      insert.setString(1, node);
      insert.setInt(2, (int) term.toSeconds());
      insert.executeUpdate();
      try (ResultSet key = insert.getGeneratedKeys()) {
        key.next();
        return key.getLong(1);
      }
    }
  }

  /** A holder that renews its term in the same moment has either done so, or finds it ended. */
  private static void endOthersTerms(Connection connection) throws SQLException {
    try (Statement delete = connection.createStatement()) {
      delete.executeUpdate("DELETE FROM address_block_holder WHERE expires_at < CURRENT_TIMESTAMP");
    }
  }

  private static Map<AddressBlock, Long> holders(Connection connection, List<AddressBlock> blocks)
      throws SQLException {
    Array texts =
        connection.createArrayOf(
            "varchar", blocks.stream().map(block -> ColumnText.text(block.first())).toArray());
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT block, holder FROM address_block WHERE block = ANY(?)")) {
      select.setArray(1, texts);
      Map<AddressBlock, Long> holders = new HashMap<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          holders.put(new AddressBlock(InetAddress.ofLiteral(row.getString(1))), row.getLong(2));
        }
      }
      return holders;
    } finally {
      texts.free();
    }
  }

  private void insert(Connection connection, List<AddressBlock> blocks) throws SQLException {
    if (blocks.isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO address_block (block, holder) VALUES (?, ?)")) {
      for (AddressBlock block : blocks) {
        insert.setString(1, ColumnText.text(block.first()));
        insert.setLong(2, number);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  boolean end(Connection connection) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM address_block_holder WHERE holder = ?")) {
      delete.setLong(1, number);
      number = 0;
      return delete.executeUpdate() == 1;
    }
  }
}
