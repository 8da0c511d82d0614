package io.gatehouse.cluster.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.gatehouse.cluster.store.StoreException.Unavailable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** The connections, one for each thread of the store, and the schema behind them. */
final class Database implements AutoCloseable {

  private final Dialect dialect;
  private final HikariDataSource pool;

  private Database(Dialect dialect, HikariDataSource pool) {
    this.dialect = dialect;
    this.pool = pool;
  }

  /**
   * Connects, and brings the schema up to date.
   *
   * @throws Unavailable when the database does not answer; the message says which and why
   */
  static Database open(StoreSettings settings, Dialect dialect, int connections) {
    try {
      Database database =
          new Database(
              dialect, new HikariDataSource(configuration(settings, dialect, connections)));
      database.migrate(settings);
      return database;
    } catch (PoolInitializationException fault) {
      throw cannotOpen(settings, fault.getCause() == null ? fault : fault.getCause());
    }
  }

  private static HikariConfig configuration(
      StoreSettings settings, Dialect dialect, int connections) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("session-store");
    pool.setJdbcUrl(settings.url());
    pool.setUsername(settings.user());
    pool.setPassword(settings.password().revealUtf8());
    pool.setAutoCommit(false);
    pool.setMaximumPoolSize(connections);
    pool.setConnectionTimeout(settings.timeout().toMillis());
    pool.setValidationTimeout(settings.timeout().toMillis());
    pool.setInitializationFailTimeout(settings.timeout().toMillis());
    dialect.configure(pool, settings.timeout());
    return pool;
  }

  private void migrate(StoreSettings settings) {
    try (Connection connection = connection()) {
      Schema.migrate(connection, dialect);
      forceToDisk(connection);
    } catch (SQLException fault) {
      pool.close();
      throw cannotOpen(settings, fault);
    }
  }

  private static Unavailable cannotOpen(StoreSettings settings, Throwable fault) {
    return new Unavailable(
        "cannot open the session store %s: %s"
            .formatted(withoutParameters(settings.url()), fault.getMessage()));
  }

  /** A JDBC URL may carry a password in its parameters. */
  static String withoutParameters(String url) {
    return url.replaceFirst("[?;].*", "");
  }

  /** Waits for a connection, in the hope that the database is there again in time. */
  Connection connection() throws SQLException {
    return pool.getConnection();
  }

  /** A new connection beside those of the pool; fails as soon as the database refuses it. */
  Connection connectAtOnce() throws SQLException {
    Properties properties = new Properties();
    properties.putAll(pool.getDataSourceProperties());
    properties.setProperty("user", pool.getUsername());
    properties.setProperty("password", pool.getPassword());
    return DriverManager.getConnection(pool.getJdbcUrl(), properties);
  }

  /**
   * Whether there is a session.
   *
   * @throws Unavailable when the database does not answer
   */
  boolean holdsSessions() {
    try (Connection connection = connection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT 1 FROM ike_session LIMIT 1")) {
      boolean found = row.next();
      connection.rollback();
      return found;
    } catch (SQLException fault) {
      throw new Unavailable("the session store does not answer: " + SqlFault.reason(fault));
    }
  }

  /** Keeps other nodes from doing the same until the transaction ends. */
  void lock(Connection connection, long number) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(dialect.lock(number));
    }
  }

  /** After this, what {@code connection} committed outlives a crash of the machine. */
  void forceToDisk(Connection connection) throws SQLException {
    if (!dialect.forceToDisk().isEmpty()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(dialect.forceToDisk());
      }
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
