package io.gatehouse.cluster.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SessionNumbersTest {

  private final List<SessionNumber> minted = new ArrayList<>();
  private final SessionNumbers numbers = new SessionNumbers(new SplittableRandom(1), minted::add);

  @Test
  void noNumberIsGivenTwice() {
    Set<SessionNumber> given = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      assertThat(given.add(numbers.allocate().orElseThrow())).isTrue();
    }
    assertThat(minted).hasSize(10_000).containsAll(given);
  }

  @Test
  void numbersSpreadOverTheShards() {
    Set<Integer> shards = new HashSet<>();
    for (int i = 0; i < 5_000; i++) {
      shards.add(numbers.allocate().orElseThrow().shard());
    }
    assertThat(shards).hasSize(SpiLayout.SHARDS);
  }

  @Test
  void whenAllAreTakenThereIsNoneUntilOneIsReleased() {
    for (int value = 1; value <= SessionNumber.MAX_VALUE; value++) {
      numbers.occupy(new SessionNumber(value));
    }
    assertThat(numbers.allocate()).isEmpty();
    assertThat(minted).isEmpty();

    SessionNumber released = new SessionNumber(77);
    numbers.release(released);
    assertThat(numbers.isUsed(released)).isFalse();
  }
}
