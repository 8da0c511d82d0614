package io.gatehouse.cluster.session;

/** A gauge that a test sets. */
public final class SessionGaugeFixture {

  private final SessionGauge gauge = new SessionGauge();

  public SessionGauge gauge() {
    return gauge;
  }

  public void halfOpen(int count) {
    while (gauge.halfOpen() < count) {
      gauge.moved(SessionGauge.Phase.NONE, SessionGauge.Phase.HALF_OPEN);
    }
  }

  public void established(int count) {
    while (gauge.established() < count) {
      gauge.moved(SessionGauge.Phase.NONE, SessionGauge.Phase.ESTABLISHED);
    }
  }

  public void answered(SessionNumber session) {
    gauge.beginnings().answered(session);
  }
}
