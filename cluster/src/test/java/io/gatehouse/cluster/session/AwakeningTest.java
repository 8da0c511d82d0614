package io.gatehouse.cluster.session;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AwakeningTest {

  /** Close to where {@link System#nanoTime} may overflow. */
  private static final long NOW = Long.MAX_VALUE - 10;

  private static final long LATE = NOW + Awakening.PATIENCE.toNanos();

  private final Awakening awakening = new Awakening();

  @Test
  void isBusyUntilEnoughAreAtWork() {
    awakening.begin(sessions(3), NOW);

    assertTrue(awakening.isBusy(2, NOW));
    awakening.ended(new SessionNumber(2));
    assertFalse(awakening.isBusy(2, NOW));
    assertTrue(awakening.isBusy(1, NOW));
  }

  @Test
  void countsNobodyTwice() {
    awakening.begin(sessions(2), NOW);
    awakening.begin(sessions(2), NOW);
    awakening.ended(new SessionNumber(1));
    awakening.ended(new SessionNumber(1));

    assertFalse(awakening.isBusy(1, NOW));
    assertTrue(awakening.isBusy(0, NOW));
  }

  @Test
  void forgetsThoseThatNeverComeToWork() {
    awakening.begin(sessions(2), NOW);

    assertTrue(awakening.isBusy(0, LATE - 1));
    assertFalse(awakening.isBusy(0, LATE));
  }

  @Test
  void isPatientWithEachPage() {
    awakening.begin(sessions(2), NOW);
    awakening.begin(List.of(new SessionNumber(3)), NOW + 1);

    assertTrue(awakening.isBusy(2, LATE));
    assertFalse(awakening.isBusy(0, LATE + 1));
  }

  private static List<SessionNumber> sessions(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(SessionNumber::new).toList();
  }
}
