package io.gatehouse.cluster.store;

import io.gatehouse.protocol.octets.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** The databases that the store is tested with. Each test has a new, empty one. */
public enum TestDatabase {
  H2 {
    @Override
    public StoreSettings create(Path directory) {
      return settings("jdbc:h2:file:" + directory.resolve("sessions"), "gatehouse", directory);
    }

    @Override
    public Absence takeAway(StoreSettings settings) throws SQLException {
      Connection exclusive = connect(settings);
      exclusive.createStatement().execute("SET EXCLUSIVE 2");
      return exclusive::close;
    }
  },

  POSTGRESQL {
    @Override
    public StoreSettings create(Path directory) {
      String name = "test" + DATABASES.incrementAndGet();
      try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection()) {
        connection.createStatement().execute("CREATE DATABASE " + name);
      } catch (SQLException fault) {
        throw new IllegalStateException(fault);
      }
      return settings(
          "jdbc:postgresql://localhost:" + Server.RUNNING.getPort() + "/" + name,
          "postgres",
          directory);
    }

    @Override
    public Absence takeAway(StoreSettings settings) throws SQLException {
      String name = settings.url().substring(settings.url().lastIndexOf('/') + 1);
      administer("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
      administer(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
      return () -> administer("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true");
    }
  };

  /** Nobody else reaches the database until this is closed. */
  public interface Absence extends AutoCloseable {
    @Override
    void close() throws SQLException;
  }

  private static final AtomicInteger DATABASES = new AtomicInteger();

  public abstract StoreSettings create(Path directory);

  /** The same, with half a second for each answer and no waiting for company. */
  public StoreSettings createImpatient(Path directory) {
    StoreSettings patient = create(directory);
    return new StoreSettings(
        patient.url(),
        patient.user(),
        patient.password(),
        patient.node(),
        patient.keyFile(),
        0,
        500,
        Duration.ZERO,
        1_000,
        1_000,
        Duration.ofMillis(500));
  }

  public abstract Absence takeAway(StoreSettings settings) throws SQLException;

  private static void administer(String statement) throws SQLException {
    try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection()) {
      connection.createStatement().execute(statement);
    }
  }

  static StoreSettings settings(String url, String user, Path directory) {
    Path keyFile = directory.resolve("master-keys");
    Stores.writeKeys(keyFile, 1);
    return settings(url, user, keyFile, Duration.ofSeconds(20));
  }

  static StoreSettings settings(String url, String user, Path keyFile, Duration timeout) {
    return new StoreSettings(
        url,
        user,
        Secret.utf8(""),
        "node-a",
        keyFile,
        0,
        500,
        Duration.ZERO,
        20_000,
        1_000,
        timeout);
  }

  static Connection connect(StoreSettings settings) throws SQLException {
    return DriverManager.getConnection(settings.url(), settings.user(), "");
  }

  static EmbeddedPostgres startServer() {
    try {
      return EmbeddedPostgres.builder().setPGStartupWait(Duration.ofSeconds(60)).start();
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private static final class Server {
    static final EmbeddedPostgres RUNNING = startServer();
  }
}
