package io.gatehouse.cluster.store;

import io.gatehouse.protocol.octets.Secret;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The keys that records are encrypted under, by their id. The one with the highest id encrypts; all
 * of them decrypt.
 */
public final class MasterKeys implements SealingKeys {

  public static final int KEY_OCTETS = 32;

  private final SortedMap<Integer, Secret> keys;

  /**
   * @throws IllegalArgumentException when there is no key, an id is not positive, or a key is not
   *     of {@link #KEY_OCTETS} octets
   */
  public MasterKeys(Map<Integer, Secret> keys) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("there is no master key");
    }
    keys.forEach(MasterKeys::require);
    this.keys = Collections.unmodifiableSortedMap(new TreeMap<>(keys));
  }

  private static void require(int id, Secret key) {
    if (id < 1) {
      throw new IllegalArgumentException("a master key's id counts from 1, it is not " + id);
    }
    if (key.length() != KEY_OCTETS) {
      throw new IllegalArgumentException(
          "master key %d has %d octets instead of %d".formatted(id, key.length(), KEY_OCTETS));
    }
  }

  void forEach(BiConsumer<Integer, Secret> action) {
    keys.forEach(action);
  }

  int newestId() {
    return keys.lastKey();
  }

  /** The key with the highest id, which is the one to use. */
  public Secret newest() {
    return keys.lastEntry().getValue();
  }

  @Override
  public int sealingId() {
    return newestId();
  }

  @Override
  public Optional<Secret> key(int id) {
    return Optional.ofNullable(keys.get(id));
  }

  @Override
  public String toString() {
    return "MasterKeys" + keys.keySet();
  }
}
