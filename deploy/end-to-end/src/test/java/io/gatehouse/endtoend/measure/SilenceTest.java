package io.gatehouse.endtoend.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.client.tunnel.EchoStream.Echo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SilenceTest {
  private static final Duration INTERVAL = Duration.ofNanos(50);

  @Test
  void thereIsNoneWhenAllAreAnswered() {
    assertThat(longest("aaaaaaaa", 0)).isZero();
  }

  @Test
  void aLostRequestIsAnInterval() {
    assertThat(longest("aaa-aaa", 0)).isEqualTo(INTERVAL);
  }

  @Test
  void theLongestRowCounts() {
    assertThat(longest("a-aa---a--a", 0)).isEqualTo(INTERVAL.multipliedBy(3));
  }

  @Test
  void whatWasBeforeDoesNotCount() {
    assertThat(longest("a-----aaa-aa", 6)).isEqualTo(INTERVAL);
  }

  @Test
  void whoDoesNotComeBackIsSilentToTheEnd() {
    assertThat(longest("aaa-----", 0)).isEqualTo(INTERVAL.multipliedBy(4));
  }

  @Test
  void anAnswerThatComesLateIsNoAnswerBefore() {
    long step = INTERVAL.toNanos();
    List<Echo> echoes =
        List.of(
            new Echo(0, Optional.of(0L)),
            new Echo(step, Optional.of(4 * step)),
            new Echo(2 * step, Optional.of(4 * step)));
    assertThat(Silence.longest(echoes, 0, INTERVAL)).isEqualTo(INTERVAL.multipliedBy(3));
  }

  private static Duration longest(String answers, int first) {
    long step = INTERVAL.toNanos();
    List<Echo> echoes =
        IntStream.range(0, answers.length())
            .mapToObj(
                index ->
                    new Echo(
                        index * step,
                        Optional.of(index * step).filter(_ -> answers.charAt(index) == 'a')))
            .toList();
    return Silence.longest(echoes, first * step, INTERVAL);
  }
}
