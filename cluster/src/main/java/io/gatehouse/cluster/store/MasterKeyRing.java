package io.gatehouse.cluster.store;

import io.gatehouse.cluster.store.StoreException.UnusableKeyFile;
import io.gatehouse.protocol.octets.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The master keys of a running node: their file is read again when it has changed, so that keys are
 * rotated without a restart.
 *
 * <p>A key that is added opens records at once, and seals them a minute later: by then the other
 * nodes should have it too. A file that cannot be read is logged, and the keys stay what they were.
 * Safe for several threads.
 */
final class MasterKeyRing implements SealingKeys {

  private static final Logger LOG = LoggerFactory.getLogger(MasterKeyRing.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final Duration DISTRIBUTION = Duration.ofMinutes(1);

  private final MasterKeyFile file;
  private final InstantSource clock;
  private volatile Ring ring;

  /**
   * What is known of the file.
   *
   * @param before the key that seals until {@code from}
   * @param looked when the file was looked at
   */
  private record Ring(
      MasterKeys keys, int before, Instant from, MasterKeyFile.Version version, Instant looked) {

    int sealingId(Instant now) {
      return now.isBefore(from) && keys.key(before).isPresent() ? before : keys.newestId();
    }

    Ring lookedAt(MasterKeyFile.Version seen, Instant now) {
      return new Ring(keys, before, from, seen, now);
    }
  }

  /**
   * @param keys what the file holds now
   */
  MasterKeyRing(MasterKeyFile file, MasterKeys keys, InstantSource clock) {
    this.file = file;
    this.clock = clock;
    Instant now = clock.instant();
    this.ring = new Ring(keys, keys.newestId(), now, file.version(), now);
  }

  @Override
  public int sealingId() {
    Instant now = clock.instant();
    return current(now).sealingId(now);
  }

  /** A key that is not there may just have been brought: another node uses it already. */
  @Override
  public Optional<Secret> key(int id) {
    Instant now = clock.instant();
    return current(now).keys().key(id).or(() -> look(now).keys().key(id));
  }

  private Ring current(Instant now) {
    Ring known = ring;
    return now.isBefore(known.looked().plus(BETWEEN_LOOKS)) ? known : look(now);
  }

  private synchronized Ring look(Instant now) {
    MasterKeyFile.Version version = file.version();
    ring =
        version.equals(ring.version())
            ? ring.lookedAt(version, now)
            : read(version, now).orElseGet(() -> ring.lookedAt(version, now));
    return ring;
  }

  private Optional<Ring> read(MasterKeyFile.Version version, Instant now) {
    try {
      MasterKeys keys = file.read();
      LOG.info("the master keys were read again: {}", keys);
      return Optional.of(new Ring(keys, ring.sealingId(now), now.plus(DISTRIBUTION), version, now));
    } catch (UnusableKeyFile e) {
      LOG.warn("goes on with the master keys it has: {}", e.getMessage());
      return Optional.empty();
    }
  }
}
