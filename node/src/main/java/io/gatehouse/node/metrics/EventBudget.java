package io.gatehouse.node.metrics;

/** Lets through so many events in a second, and no more. Safe for several threads. */
public final class EventBudget {

  private static final long SECOND = 1_000_000_000L;

  private final int perSecond;
  private long secondBegan;
  private int spent;

  /**
   * @param now of System.nanoTime(), as in {@link #take}
   */
  public EventBudget(int perSecond, long now) {
    this.perSecond = perSecond;
    this.secondBegan = now;
  }

  public synchronized boolean take(long now) {
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
