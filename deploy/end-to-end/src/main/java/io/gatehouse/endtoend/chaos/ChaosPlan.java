package io.gatehouse.endtoend.chaos;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Draws what is done next. The same seed gives the same row of mischief.
 *
 * @param nodes how many there are
 * @param users how many there are
 */
record ChaosPlan(RandomGenerator random, int nodes, int users) {
  private static final int LONGEST_AWAY_MILLIS = 8_000;
  private static final int LONGEST_PAUSE_MILLIS = 15_000;
  private static final int LONGEST_REST_MILLIS = 6_000;
  private static final int SHORTEST_MILLIS = 500;

  /** Flows move and keys change more often than machines fail. */
  Mischief next() {
    return switch (random.nextInt(16)) {
      case 0, 1, 2 -> new Mischief.Kill(node(), time(LONGEST_AWAY_MILLIS));
      case 3, 4 -> new Mischief.Restart(node());
      case 5, 6 -> new Mischief.Freeze(node(), time(LONGEST_PAUSE_MILLIS));
      case 7, 8 -> new Mischief.Isolate(node(), time(LONGEST_PAUSE_MILLIS));
      case 9 -> new Mischief.CutOff(node(), time(LONGEST_PAUSE_MILLIS));
      case 10 -> new Mischief.StopDatabase(time(LONGEST_AWAY_MILLIS));
      case 11, 12 -> new Mischief.Rekey(user());
      default -> new Mischief.MoveFlow(user(), node());
    };
  }

  /** How long nothing is done. */
  Duration rest() {
    return time(LONGEST_REST_MILLIS);
  }

  private int node() {
    return random.nextInt(1, nodes + 1);
  }

  private int user() {
    return random.nextInt(1, users + 1);
  }

  private Duration time(int longestMillis) {
    return Duration.ofMillis(random.nextInt(SHORTEST_MILLIS, longestMillis));
  }
}
