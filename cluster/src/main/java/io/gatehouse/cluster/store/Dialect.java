package io.gatehouse.cluster.store;

import com.zaxxer.hikari.HikariConfig;
import java.time.Duration;

/** What the two databases do differently. */
enum Dialect {
  /**
   * Embedded, in one process. H2 alone reports a commit up to half a second before it writes the
   * file, and never forces it to disk: WRITE_DELAY=0 writes at the commit, CHECKPOINT SYNC forces.
   */
  H2("jdbc:h2:", 1, "CHECKPOINT SYNC", "") {
    @Override
    void configure(HikariConfig pool, Duration timeout) {
      pool.addDataSourceProperty("WRITE_DELAY", "0");
      if (!pool.getJdbcUrl().contains(SERVED_TO_OTHERS)) {
        pool.addDataSourceProperty("DB_CLOSE_ON_EXIT", "FALSE");
      }
      pool.addDataSourceProperty("LOCK_TIMEOUT", Long.toString(timeout.toMillis()));
    }
  },

  POSTGRESQL("jdbc:postgresql:", 3, "", " FOR UPDATE OF o SKIP LOCKED") {
    @Override
    void configure(HikariConfig pool, Duration timeout) {
      String seconds = Long.toString(Math.max(1, timeout.toSeconds()));
      pool.addDataSourceProperty("ApplicationName", "gatehouse");
      pool.addDataSourceProperty("connectTimeout", seconds);
      pool.addDataSourceProperty("socketTimeout", seconds);
      pool.addDataSourceProperty("tcpKeepAlive", "true");
      // Otherwise the driver's messages quote the values of the row.
      pool.addDataSourceProperty("logServerErrorDetail", "false");
      // A server or role may have it off, and would report commits that a crash then loses.
      pool.setConnectionInitSql(
          "SELECT set_config('synchronous_commit', 'on', false)"
              + " WHERE current_setting('synchronous_commit') = 'off'");
    }
  };

  /** H2's mixed mode, with which DB_CLOSE_ON_EXIT cannot be off. */
  private static final String SERVED_TO_OTHERS = ";AUTO_SERVER=TRUE";

  private final String urlPrefix;
  private final int writers;
  private final String forceToDisk;
  private final String skipLocked;

  Dialect(String urlPrefix, int writers, String forceToDisk, String skipLocked) {
    this.urlPrefix = urlPrefix;
    this.writers = writers;
    this.forceToDisk = forceToDisk;
    this.skipLocked = skipLocked;
  }

  /**
   * @throws IllegalArgumentException when the URL is of neither
   */
  static Dialect of(String url) {
    for (Dialect dialect : values()) {
      if (url.startsWith(dialect.urlPrefix)) {
        return dialect;
      }
    }
    throw new IllegalArgumentException(
        "the store's url begins with jdbc:h2: or jdbc:postgresql:, not like \""
            + Database.withoutParameters(url)
            + "\"");
  }

  abstract void configure(HikariConfig pool, Duration timeout);

  /** Whether the database belongs to this process alone. */
  boolean isEmbedded() {
    return this == H2;
  }

  /** Threads that suit it: H2 writes one transaction at a time. */
  int writers() {
    return writers;
  }

  /**
   * A statement that keeps other nodes from getting the lock of that number until the transaction
   * ends. An embedded database has no other nodes.
   */
  String lock(long number) {
    return isEmbedded() ? "SELECT 1" : "SELECT pg_advisory_xact_lock(" + number + ")";
  }

  /** A statement after a commit that makes it durable; empty when a commit is that by itself. */
  String forceToDisk() {
    return forceToDisk;
  }

  /**
   * What makes a query of table {@code o} lock what it finds, and pass over what another node has
   * locked; empty when there are no other nodes.
   */
  String skipLocked() {
    return skipLocked;
  }
}
