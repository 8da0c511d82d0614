package io.gatehouse.cluster.store;

import io.gatehouse.protocol.octets.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Opening stores of notes, and waiting for what they answer. */
public final class Stores {

  private Stores() {}

  static Secret key(int octet) {
    byte[] key = new byte[MasterKeys.KEY_OCTETS];
    Arrays.fill(key, (byte) octet);
    return Secret.owned(key);
  }

  /** Writes a key file; the key with an id is the id, 32 times. */
  public static void writeKeys(Path file, int... ids) {
    write(file, Arrays.stream(ids).mapToObj(id -> line(id, id)).collect(Collectors.joining("\n")));
  }

  /** Writes a key file with one key, an octet 32 times. */
  static void writeKey(Path file, int id, int octet) {
    write(file, line(id, octet));
  }

  private static String line(int id, int octet) {
    return id + " " + Base64.getEncoder().encodeToString(key(octet).reveal());
  }

  private static void write(Path file, String lines) {
    try {
      Files.writeString(file, lines);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  public static SessionStore<Note> open(StoreSettings settings) {
    return SessionStore.open(settings, Note.CODEC, new SecureRandom(), InstantSource.system());
  }

  /** The same database, as a node of that name uses it. */
  public static StoreSettings named(StoreSettings settings, String node) {
    return new StoreSettings(
        settings.url(),
        settings.user(),
        settings.password(),
        node,
        settings.keyFile(),
        1,
        settings.groupSize(),
        settings.commitDelay(),
        settings.queueSize(),
        settings.freshNumbers(),
        settings.timeout());
  }

  /** As if a node had said nothing for longer than it may. */
  public static void endTermOf(StoreSettings settings, String node) {
    try (Connection connection = TestDatabase.connect(settings);
        PreparedStatement update =
            connection.prepareStatement(
                "UPDATE address_block_holder SET expires_at = ? WHERE node = ?")) {
      update.setObject(1, OffsetDateTime.parse("2020-01-01T00:00:00Z"));
      update.setString(2, node);
      update.executeUpdate();
    } catch (SQLException fault) {
      throw new AssertionError(fault);
    }
  }

  /** Waits, and throws what the stage failed with. */
  public static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException reason) {
        throw reason;
      }
      throw new CompletionException(failed.getCause());
    } catch (InterruptedException | TimeoutException late) {
      throw new AssertionError("no answer", late);
    }
  }
}
