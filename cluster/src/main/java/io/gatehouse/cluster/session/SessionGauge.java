package io.gatehouse.cluster.session;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many sessions of this node begin, are half-open and established. The ingress decides by it
 * about cookies and admission.
 */
public final class SessionGauge {

  private final Beginnings beginnings = new Beginnings();
  private final OutageToll outageToll = new OutageToll();
  private final AtomicInteger halfOpen = new AtomicInteger();
  private final AtomicInteger established = new AtomicInteger();

  public Beginnings beginnings() {
    return beginnings;
  }

  public OutageToll outageToll() {
    return outageToll;
  }

  public int halfOpen() {
    return halfOpen.get();
  }

  public int established() {
    return established.get();
  }

  void moved(Phase from, Phase to) {
    counter(from, -1);
    counter(to, 1);
  }

  private void counter(Phase phase, int change) {
    switch (phase) {
      case HALF_OPEN -> halfOpen.addAndGet(change);
      case ESTABLISHED -> established.addAndGet(change);
      case NONE -> {}
    }
  }

  /** What a session counts as. */
  enum Phase {
    NONE,
    HALF_OPEN,
    ESTABLISHED
  }
}
