package io.gatehouse.cluster.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GradualAllocationTest {

  private static final List<String> SHARDS = List.of("07", "03", "01", "05", "02", "06", "04");

  @Test
  void aFewShardsMoveAtATime() {
    assertThat(GradualAllocation.next(List.of(SHARDS), Set.of())).containsExactly("01", "02");
  }

  @Test
  void thoseThatMoveAlreadyCount() {
    assertThat(GradualAllocation.next(List.of(SHARDS), Set.of("01"))).containsExactly("02");
  }

  @Test
  void nodesThatLeaveAtTheSameTimeTakeTurns() {
    List<List<String>> both = List.of(SHARDS, List.of("fa", "f9", "f8"));

    assertThat(GradualAllocation.next(both, Set.of())).containsExactly("01", "f8");
    assertThat(GradualAllocation.next(both, Set.of("01"))).containsExactly("f8");
    assertThat(GradualAllocation.next(both, Set.of("f8"))).containsExactly("01");
  }

  @Test
  void noneIsTakenWhileEnoughMove() {
    assertThat(GradualAllocation.next(List.of(SHARDS), Set.of("f0", "f1", "f2"))).isEmpty();
  }
}
