package io.gatehouse.cluster.store;

import io.gatehouse.protocol.octets.Secret;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Opening stores of notes, and waiting for what they answer. */
public final class Stores {

  public static final MasterKeys KEYS = new MasterKeys(Map.of(1, key(1)));

  private Stores() {}

  static Secret key(int octet) {
    byte[] key = new byte[MasterKeys.KEY_OCTETS];
    java.util.Arrays.fill(key, (byte) octet);
    return Secret.owned(key);
  }

  public static SessionStore<Note> open(StoreSettings settings) {
    return open(settings, KEYS);
  }

  static SessionStore<Note> open(StoreSettings settings, MasterKeys keys) {
    return SessionStore.open(
        settings, Note.CODEC, keys, new SecureRandom(), InstantSource.system());
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
