package io.gatehouse.cluster.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.cluster.sharding.ShardCoordinator.ShardAllocationStrategy;
import org.junit.jupiter.api.Test;
import scala.collection.immutable.IndexedSeq;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.FutureConverters;

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

  /** Where they went they could not be read, and would be silent. */
  @Test
  void whileSessionsCannotBeReadTheirShardsStay() {
    GradualAllocation strategy =
        new GradualAllocation(new Unasked(), new LeavingNodes(), () -> false);

    Set<String> moved =
        FutureConverters.asJava(
                strategy.rebalance(scala.collection.immutable.Map$.MODULE$.empty(), none()))
            .thenApply(CollectionConverters::asJava)
            .toCompletableFuture()
            .join();

    assertThat(moved).isEmpty();
  }

  private static scala.collection.immutable.Set<String> none() {
    return scala.collection.immutable.Set$.MODULE$.empty();
  }

  private static final class Unasked implements ShardAllocationStrategy {

    @Override
    public Future<ActorRef> allocateShard(
        ActorRef requester,
        String shard,
        scala.collection.immutable.Map<ActorRef, IndexedSeq<String>> current) {
      throw new AssertionError();
    }

    @Override
    public Future<scala.collection.immutable.Set<String>> rebalance(
        scala.collection.immutable.Map<ActorRef, IndexedSeq<String>> current,
        scala.collection.immutable.Set<String> moving) {
      throw new AssertionError();
    }
  }
}
