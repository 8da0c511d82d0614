package io.gatehouse.node.kernel;

import io.gatehouse.cluster.dataplane.DataPlane.Traffic;
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
  private boolean lowNumbersTold;

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

  /** Whether the sessions have to be told that its numbers run low; once. */
  synchronized boolean isFirstWarning() {
    boolean first = !lowNumbersTold;
    lowNumbersTold = true;
    return first;
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
        pair.recoveries());
  }
}
