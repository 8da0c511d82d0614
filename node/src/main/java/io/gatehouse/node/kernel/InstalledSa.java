package io.gatehouse.node.kernel;

import io.gatehouse.cluster.dataplane.DataPlane.Traffic;
import io.gatehouse.node.xfrm.SaId;
import io.gatehouse.node.xfrm.Usage;
import io.gatehouse.protocol.ike.exchange.Path;

/** A CHILD SA at work in the kernel, and what was last read of it. Safe for several threads. */
final class InstalledSa {

  private static final long SECOND_MILLIS = 1_000;

  private volatile SaPair pair;
  private volatile boolean claimed;
  private Reading inbound;
  private Reading outbound;
  private long readMillis;
  private long lastInboundMillis;
  private boolean warned;
  private boolean missedBefore;
  private volatile boolean ended;

  /** The path that the sessions know of: where the SA sends, until a packet came along another. */
  private Path lastTold;

  /**
   * @param pair as the kernel has it now
   * @param claimed whether a session is known to have it
   */
  InstalledSa(SaPair pair, boolean claimed, long nowMillis) {
    this.pair = pair;
    this.claimed = claimed;
    this.inbound = Reading.of(pair.inbound());
    this.outbound = Reading.of(pair.outbound());
    this.readMillis = nowMillis;
    this.lastInboundMillis =
        Math.max(inbound.lastUsedSeconds(), inbound.usage().firstUsedSeconds()) * SECOND_MILLIS;
    this.lastTold = pair.path();
  }

  SaPair pair() {
    return pair;
  }

  void becomes(SaPair newPair) {
    pair = newPair;
  }

  void claim() {
    claimed = true;
  }

  boolean isClaimed() {
    return claimed;
  }

  /** The sessions know that it sends along this path. */
  synchronized void told(Path path) {
    lastTold = path;
  }

  /** Whether the sessions have to be told of a path; once for each change. */
  synchronized boolean isNews(Path path) {
    boolean changed = !path.equals(lastTold);
    lastTold = path;
    return changed && !path.equals(pair.path());
  }

  /** Whether the sessions have to be told that it should be rekeyed; once. */
  synchronized boolean isFirstWarning() {
    boolean first = !warned;
    warned = true;
    return first;
  }

  /** Whether it had come to a soft limit of octets or packets when it was read. */
  synchronized boolean isWorn() {
    return pair.inbound().lifetime().isWorn(inbound.usage())
        || pair.outbound().lifetime().isWorn(outbound.usage());
  }

  /**
   * One of its states is gone, which had carried so much: it carries nothing more.
   *
   * @return whether that is new
   */
  synchronized boolean end(SaId state, Usage usage) {
    boolean first = !ended;
    ended = true;
    if (state.equals(pair.inbound().id())) {
      inbound = inbound.after(usage);
    } else {
      outbound = outbound.after(usage);
    }
    return first;
  }

  boolean isEnded() {
    return ended;
  }

  /**
   * Whether a listing misses one of its states as the listing before did: if one ends by itself,
   * the kernel tells it in between.
   */
  synchronized boolean isMissedAgain(boolean missed) {
    boolean again = missed && missedBefore;
    missedBefore = missed;
    return again;
  }

  /** Reads what it has carried; nothing changes where a state is not there. */
  void read(KernelStates states, long nowMillis) {
    SaPair now = pair;
    states.find(now.outbound().id()).map(Reading::of).ifPresent(this::readOutbound);
    states
        .find(now.inbound().id())
        .map(Reading::of)
        .ifPresent(reading -> readInbound(reading, nowMillis));
  }

  synchronized void readInbound(Reading reading, long nowMillis) {
    boolean heard = reading.usage().packets() > inbound.usage().packets();
    if (reading.lastUsedSeconds() > 0) {
      lastInboundMillis = Math.max(lastInboundMillis, reading.lastUsedSeconds() * SECOND_MILLIS);
    } else if (heard) {
      lastInboundMillis = nowMillis;
    }
    inbound = reading;
    readMillis = nowMillis;
  }

  synchronized void readOutbound(Reading reading) {
    outbound = reading;
  }

  synchronized Reading inbound() {
    return inbound;
  }

  synchronized Reading outbound() {
    return outbound;
  }

  synchronized boolean isReadSince(long millis) {
    return readMillis >= millis;
  }

  synchronized Traffic traffic() {
    return new Traffic(
        inbound.usage().octets(),
        inbound.usage().packets(),
        outbound.usage().octets(),
        outbound.usage().packets(),
        lastInboundMillis,
        pair.recoveries(),
        inbound.replay().received());
  }
}
