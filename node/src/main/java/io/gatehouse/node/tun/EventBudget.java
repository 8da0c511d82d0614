package io.gatehouse.node.tun;

/** Lets through so many events in a second, and no more. */
final class EventBudget {

  private static final long SECOND = 1_000_000_000L;

  private final int perSecond;
  private long secondBegan;
  private int spent;

  /**
   * @param now of System.nanoTime()
   */
  EventBudget(int perSecond, long now) {
    this.perSecond = perSecond;
    this.secondBegan = now;
  }

  synchronized boolean take(long now) {
    if (now - secondBegan >= SECOND) {
      secondBegan = now;
      spent = 0;
    }
    if (spent == perSecond) {
      return false;
    }
    spent++;
    return true;
  }
}
