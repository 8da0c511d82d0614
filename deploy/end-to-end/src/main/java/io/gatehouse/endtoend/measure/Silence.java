package io.gatehouse.endtoend.measure;

import io.gatehouse.client.tunnel.EchoStream.Echo;
import java.time.Duration;
import java.util.List;

/** The longest time without an answer. */
final class Silence {
  private Silence() {}

  /**
   * Between two answers, less the usual interval: zero when they came as steadily as the requests
   * went.
   *
   * @param begin what was before this time of {@link System#nanoTime} does not count
   */
  static Duration longest(List<Echo> echoes, long begin, Duration interval) {
    long longest = 0;
    long heard = begin;
    for (long answer : answers(echoes, begin)) {
      longest = Math.max(longest, answer - heard);
      heard = answer;
    }
    long end = echoes.isEmpty() ? begin : echoes.getLast().sent();
    return atLeastZero(Duration.ofNanos(Math.max(longest, end - heard)).minus(interval));
  }

  private static List<Long> answers(List<Echo> echoes, long begin) {
    return echoes.stream()
        .flatMap(echo -> echo.answered().stream())
        .filter(answer -> answer >= begin)
        .sorted()
        .toList();
  }

  /** How many requests got no answer, except those whose answer may still come. */
  static long lost(List<Echo> echoes, long begin, Duration patience) {
    long end = System.nanoTime() - patience.toNanos();
    return echoes.stream()
        .filter(echo -> echo.sent() >= begin && echo.sent() < end)
        .filter(echo -> echo.answered().isEmpty())
        .count();
  }

  /** Jitter of a few milliseconds is no silence: one lost request makes a whole interval. */
  private static Duration atLeastZero(Duration silence) {
    return silence.isNegative() ? Duration.ZERO : silence;
  }
}
