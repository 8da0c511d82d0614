package io.gatehouse.cluster.placement;

import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.sharding.ShardCoordinator.ActorSystemDependentAllocationStrategy;
import org.apache.pekko.cluster.sharding.ShardCoordinator.ShardAllocationStrategy;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Set;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Takes the shards of a node that leaves a few at a time. Pekko's own way takes all at once, and
 * then gives them new homes one after the other, each written to a majority of the nodes first: the
 * last of fifty waits for more than a second, and with it whoever speaks to a session in it.
 *
 * <p>Where a shard goes, and how shards are evened out when no node leaves, is another strategy's
 * decision, which does not get to see the nodes that leave. It runs where the coordinator does.
 */
public final class GradualAllocation implements ActorSystemDependentAllocationStrategy {

  /** Each is without a home until all nodes have heard of it: the more at once, the longer. */
  private static final int AT_ONCE = 2;

  private final ShardAllocationStrategy usual;
  private final LeavingNodes leaving;
  private final BooleanSupplier storeAnswers;
  private @Nullable Address self;

  /**
   * @param usual says where a shard goes
   * @param storeAnswers whether sessions can be read: while they cannot, shards stay where they are
   */
  public GradualAllocation(
      ShardAllocationStrategy usual, LeavingNodes leaving, BooleanSupplier storeAnswers) {
    this.usual = usual;
    this.leaving = leaving;
    this.storeAnswers = storeAnswers;
  }

  @Override
  public void start(ActorSystem system) {
    self = Cluster.get(system).selfAddress();
    if (usual instanceof ActorSystemDependentAllocationStrategy dependent) {
      dependent.start(system);
    }
  }

  @Override
  public Future<ActorRef> allocateShard(
      ActorRef requester,
      String shard,
      scala.collection.immutable.Map<ActorRef, IndexedSeq<String>> current) {
    var staying = staying(current);
    return usual.allocateShard(requester, shard, staying.isEmpty() ? current : staying);
  }

  @Override
  public Future<Set<String>> rebalance(
      scala.collection.immutable.Map<ActorRef, IndexedSeq<String>> current, Set<String> moving) {
    if (!storeAnswers.getAsBoolean()) {
      return Future.successful(CollectionConverters.asScala(List.<String>of()).toSet());
    }
    var staying = staying(current);
    if (staying.size() == current.size()) {
      return usual.rebalance(current, moving);
    }
    List<String> next =
        staying.isEmpty()
            ? List.of()
            : next(hostedByLeaving(current), CollectionConverters.asJava(moving));
    return Future.successful(CollectionConverters.asScala(next).toSet());
  }

  /**
   * Which shards are moved in addition to those that move already. Nodes that leave at the same
   * time take turns: each of them gives up when nothing seems to move.
   *
   * @param hosted the shards of each node that leaves
   */
  static List<String> next(List<List<String>> hosted, java.util.Set<String> moving) {
    List<List<String>> waiting =
        hosted.stream()
            .sorted(
                Comparator.comparingLong(
                    shards -> shards.stream().filter(moving::contains).count()))
            .map(
                shards ->
                    shards.stream().filter(shard -> !moving.contains(shard)).sorted().toList())
            .toList();
    return IntStream.range(0, AT_ONCE)
        .boxed()
        .flatMap(turn -> waiting.stream().flatMap(shards -> shards.stream().skip(turn).limit(1)))
        .limit(Math.max(0, AT_ONCE - moving.size()))
        .toList();
  }

  private List<List<String>> hostedByLeaving(
      scala.collection.immutable.Map<ActorRef, IndexedSeq<String>> current) {
    return CollectionConverters.asJava(current).entrySet().stream()
        .filter(region -> leaves(region.getKey()))
        .map(region -> List.copyOf(CollectionConverters.asJava(region.getValue())))
        .toList();
  }

  private scala.collection.immutable.Map<ActorRef, IndexedSeq<String>> staying(
      scala.collection.immutable.Map<ActorRef, IndexedSeq<String>> current) {
    var staying = current;
    for (ActorRef region : CollectionConverters.asJava(current.keySet())) {
      if (leaves(region)) {
        staying = staying.removed(region);
      }
    }
    return staying;
  }

  private boolean leaves(ActorRef region) {
    Address address = region.path().address();
    return address.hasLocalScope()
        ? self != null && leaving.contain(self)
        : leaving.contain(address);
  }
}
