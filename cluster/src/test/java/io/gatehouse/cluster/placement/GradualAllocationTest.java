package io.gatehouse.cluster.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GradualAllocationTest {

  private static final List<String> SHARDS = List.of("07", "03", "01", "05", "02", "06", "04");

  @Test
  void aFewShardsMoveAtATime() {
    assertThat(GradualAllocation.next(SHARDS, Set.of())).containsExactly("01", "02");
  }

  @Test
  void thoseThatMoveAlreadyCount() {
    assertThat(GradualAllocation.next(SHARDS, Set.of("01"))).containsExactly("02");
  }

  @Test
  void noneIsTakenWhileEnoughMove() {
    assertThat(GradualAllocation.next(SHARDS, Set.of("f0", "f1", "f2"))).isEmpty();
  }
}
