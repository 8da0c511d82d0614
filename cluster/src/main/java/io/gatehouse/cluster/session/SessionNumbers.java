package io.gatehouse.cluster.session;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The session numbers in use, as this node knows them: 2 MiB for all there can be. A session is
 * born in a shard of the node that its client's packets come to, so that none of them crosses the
 * cluster; a node without shards takes any. Safe for use by several threads.
 */
public final class SessionNumbers {

  private static final int TRIES = 64;

  private final BitSet used = new BitSet(SessionNumber.MAX_VALUE + 1);
  private final RandomGenerator random;
  private final Consumer<SessionNumber> minted;

  /** Whose stored sessions are known, so that a number that looks free is free. */
  private int[] open = {};

  /** The node leaves, and these go with it. */
  private final BitSet leaving = new BitSet(SpiLayout.SHARDS);

  /**
   * @param minted is told of each number that was allocated in an open shard: nobody else can have
   *     it
   */
  public SessionNumbers(RandomGenerator random, Consumer<SessionNumber> minted) {
    this.random = random;
    this.minted = minted;
  }

  /**
   * A random free number, so that sessions spread over the shards; empty when nearly all are in
   * use, on a node that leaves without there being another.
   */
  public Optional<SessionNumber> allocate() {
    Optional<SessionNumber> free = pick();
    free.filter(this::isOpen).ifPresent(minted);
    return free;
  }

  private synchronized Optional<SessionNumber> pick() {
    for (int tried = 0; tried < TRIES; tried++) {
      int number = candidate();
      if (number != 0 && !used.get(number) && !leaving.get(number >>> 16)) {
        used.set(number);
        return Optional.of(new SessionNumber(number));
      }
    }
    return Optional.empty();
  }

  private int candidate() {
    if (open.length == 0) {
      return random.nextInt(1, SessionNumber.MAX_VALUE + 1);
    }
    return open[random.nextInt(open.length)] << 16 | random.nextInt(SessionNumber.SLOTS);
  }

  private synchronized boolean isOpen(SessionNumber number) {
    return Arrays.binarySearch(open, number.shard()) >= 0;
  }

  /** The shard has come to this node, and all its sessions in the store are occupied. */
  synchronized void open(int shard) {
    if (leaving.isEmpty()) {
      open = Arrays.stream(withShard(shard)).sorted().distinct().toArray();
    }
  }

  private int[] withShard(int shard) {
    int[] more = Arrays.copyOf(open, open.length + 1);
    more[open.length] = shard;
    return more;
  }

  /** The shard is another node's now, who knows better what is used in it. */
  synchronized void close(int shard) {
    open = Arrays.stream(open).filter(other -> other != shard).toArray();
    used.clear(shard << 16, (shard + 1) << 16);
  }

  /** The node leaves, and its shards with it: from now on sessions are born in other ones. */
  public synchronized void retire() {
    Arrays.stream(open).forEach(leaving::set);
    open = new int[0];
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
