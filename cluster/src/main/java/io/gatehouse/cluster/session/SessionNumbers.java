package io.gatehouse.cluster.session;

import java.util.BitSet;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The session numbers in use, as this node knows them: 2 MiB for all there can be. Safe for use by
 * several threads.
 */
public final class SessionNumbers {

  private static final int TRIES = 64;

  private final BitSet used = new BitSet(SessionNumber.MAX_VALUE + 1);
  private final RandomGenerator random;
  private final Consumer<SessionNumber> minted;

  /**
   * @param minted is told of each number that was allocated
   */
  public SessionNumbers(RandomGenerator random, Consumer<SessionNumber> minted) {
    this.random = random;
    this.minted = minted;
  }

  /**
   * A random free number, so that sessions spread over the shards; empty when nearly all are in
   * use.
   */
  public Optional<SessionNumber> allocate() {
    Optional<SessionNumber> free = pick();
    free.ifPresent(minted);
    return free;
  }

  private synchronized Optional<SessionNumber> pick() {
    for (int tried = 0; tried < TRIES; tried++) {
      int number = random.nextInt(1, SessionNumber.MAX_VALUE + 1);
      if (!used.get(number)) {
        used.set(number);
        return Optional.of(new SessionNumber(number));
      }
    }
    return Optional.empty();
  }

  /** A session that is in the store already. */
  public synchronized void occupy(SessionNumber number) {
    used.set(number.value());
  }

  public synchronized boolean isUsed(SessionNumber number) {
    return used.get(number.value());
  }

  public synchronized void release(SessionNumber number) {
    used.clear(number.value());
  }
}
