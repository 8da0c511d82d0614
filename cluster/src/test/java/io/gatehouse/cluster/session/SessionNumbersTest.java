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

  private void openAll() {
    for (int shard = 0; shard < SpiLayout.SHARDS; shard++) {
      numbers.open(shard);
    }
  }

  @Test
  void noNumberIsGivenTwice() {
    openAll();
    Set<SessionNumber> given = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      assertThat(given.add(numbers.allocate().orElseThrow())).isTrue();
    }
    assertThat(minted).hasSize(10_000).containsAll(given);
  }

  @Test
  void numbersSpreadOverTheShards() {
    openAll();
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

  @Test
  void sessionsAreBornInTheShardsOfTheNode() {
    numbers.open(17);
    numbers.open(0);
    numbers.open(17);

    for (int i = 0; i < 1_000; i++) {
      assertThat(numbers.allocate().orElseThrow().shard()).isIn(0, 17);
    }
    assertThat(minted).hasSize(1_000);
  }

  @Test
  void aNodeWithoutShardsTakesAnyAndPromisesNothing() {
    SessionNumber number = numbers.allocate().orElseThrow();

    assertThat(numbers.isUsed(number)).isTrue();
    assertThat(minted).as("another node may know of a session with that number").isEmpty();
  }

  @Test
  void aShardThatGoesTakesItsNumbersWithIt() {
    numbers.open(17);
    numbers.open(18);
    SessionNumber stays = SessionNumber.of(18, 4);
    SessionNumber goes = SessionNumber.of(17, 4);
    numbers.occupy(stays);
    numbers.occupy(goes);

    numbers.close(17);

    assertThat(numbers.isUsed(stays)).isTrue();
    assertThat(numbers.isUsed(goes)).isFalse();
    for (int i = 0; i < 100; i++) {
      assertThat(numbers.allocate().orElseThrow().shard()).isEqualTo(18);
    }
  }

  @Test
  void aNodeThatLeavesLetsSessionsBeBornElsewhere() {
    numbers.open(17);

    numbers.retire();
    numbers.open(18);

    for (int i = 0; i < 1_000; i++) {
      assertThat(numbers.allocate().orElseThrow().shard()).isNotEqualTo(17);
    }
    assertThat(minted).isEmpty();
  }

  @Test
  void theLastNodeThatLeavesLetsNoneBeBorn() {
    openAll();

    numbers.retire();

    assertThat(numbers.allocate()).isEmpty();
  }
}
