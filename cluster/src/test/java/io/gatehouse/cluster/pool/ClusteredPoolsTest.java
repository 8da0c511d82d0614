package io.gatehouse.cluster.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatehouse.cluster.pool.AddressPools.Answer;
import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.InsideAddress;
import io.gatehouse.cluster.store.StoreException;
import io.gatehouse.cluster.store.StoreSettings;
import io.gatehouse.cluster.store.Stores;
import io.gatehouse.cluster.store.TestDatabase;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes with one database, and a pool that is smaller than a block for each. */
class ClusteredPoolsTest {

  private static final String POOL = "LAN";
  private static final int SIZE = 20;

  @TempDir private Path directory;
  private StoreSettings settings;
  private final List<PoolNode> nodes = new ArrayList<>();
  private int sessions;

  @BeforeEach
  void start() {
    settings = TestDatabase.POSTGRESQL.create(directory);
    for (String name : List.of("a", "b", "c")) {
      add(name);
    }
    PoolNode.meet(nodes);
  }

  private PoolNode add(String name) {
    AddressPool pool =
        new AddressPool(
            POOL,
            List.of(new AddressRange(address("10.0.0.1"), address("10.0.0." + SIZE))),
            Duration.ZERO);
    PoolNode node =
        new PoolNode(
            settings, name, nodes.stream().findFirst(), List.of(pool), InstantSource.system());
    nodes.add(node);
    return node;
  }

  @AfterEach
  void stop() {
    nodes.forEach(PoolNode::close);
  }

  @Test
  void aSmallPoolIsOfUseToItsLastAddressFromAnyNode() {
    PoolNode last = nodes.getLast();
    Set<InetAddress> leased = new HashSet<>();
    for (int i = 0; i < SIZE; i++) {
      leased.add(leased(last, "user" + i).address());
    }

    assertThat(leased).hasSize(SIZE);
    assertThat(last.lease(POOL, "late", next())).isEqualTo(new Answer.Exhausted(POOL));
    assertThat(nodes.getFirst().lease(POOL, "late", next())).isEqualTo(new Answer.Exhausted(POOL));
  }

  @Test
  void nodesThatTakeTurnsNeverLeaseAnAddressTwice() {
    Set<InetAddress> leased = new HashSet<>();
    for (int i = 0; i < SIZE; i++) {
      leased.add(leased(nodes.get(i % 3), "user" + i).address());
    }

    assertThat(leased).hasSize(SIZE);
    assertThat(nodes.get(1).lease(POOL, "late", next())).isEqualTo(new Answer.Exhausted(POOL));
  }

  @Test
  void anAddressComesBackFromWhicheverNodeTheSessionEndsOn() {
    SessionNumber first = next();
    InsideAddress inside = ((Answer.Leased) nodes.get(0).lease(POOL, "alice", first)).inside();
    nodes.get(0).establish(first, "alice", inside);
    for (int i = 1; i < SIZE; i++) {
      leased(nodes.get(1), "user" + i);
    }
    assertThat(nodes.get(2).lease(POOL, "late", next())).isEqualTo(new Answer.Exhausted(POOL));
    nodes.get(2).end(first, inside);

    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                nodes.get(1).lease(POOL, "late", next()) instanceof Answer.Leased(var again)
                    && again.equals(inside));
  }

  @Test
  void aUserGetsTheAddressOfLastTimeOnAnotherNode() {
    SessionNumber first = next();
    InsideAddress inside = ((Answer.Leased) nodes.get(0).lease(POOL, "alice", first)).inside();
    nodes.get(0).establish(first, "alice", inside);
    leased(nodes.get(0), "bob");
    nodes.get(0).end(first, inside);

    assertThat(leased(nodes.get(1), "alice")).isEqualTo(inside);
    assertThat(leased(nodes.get(2), "alice")).as("while that is in use").isNotEqualTo(inside);
  }

  @Test
  void aNodeThatLeavesLeavesItsAddressesToTheOthers() {
    leased(nodes.getFirst(), "alice");
    SessionNumber stays = next();
    InsideAddress inside = ((Answer.Leased) nodes.get(0).lease(POOL, "bob", stays)).inside();
    nodes.get(0).establish(stays, "bob", inside);
    nodes.removeFirst().close();

    Set<InetAddress> leased = leaseAll(nodes.getFirst());
    assertThat(leased).hasSize(SIZE - 1).doesNotContain(inside.address());
    nodes.get(1).end(stays, inside);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> nodes.get(1).lease(POOL, "late", next()) instanceof Answer.Leased);
  }

  @Test
  void theAddressesOfADeadNodeAreTakenOverWhenItsTermEnds() {
    SessionNumber stays = next();
    InsideAddress inside = ((Answer.Leased) nodes.get(0).lease(POOL, "bob", stays)).inside();
    nodes.get(0).establish(stays, "bob", inside);
    PoolNode dead = nodes.removeFirst();
    dead.crash();
    dead.expelledBy(nodes.getFirst());
    assertThat(leaseAll(nodes.getFirst())).hasSizeLessThan(SIZE - 1);
    Stores.endTermOf(settings, dead.name);

    Set<InetAddress> rest = new HashSet<>();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              rest.addAll(leaseAll(nodes.getFirst()));
              return sessionsLeased == SIZE - 1;
            });
    assertThat(rest).doesNotContain(inside.address());
  }

  private int sessionsLeased;

  private Set<InetAddress> leaseAll(PoolNode node) {
    Set<InetAddress> leased = new HashSet<>();
    while (node.lease(POOL, "user" + sessions, next()) instanceof Answer.Leased(var inside)) {
      assertThat(leased.add(inside.address())).isTrue();
      sessionsLeased++;
    }
    return leased;
  }

  @Test
  void aNodeThatLostItsBlocksWithoutKnowingIsToldByTheStoreAndGivesAnother() {
    PoolNode unaware = nodes.getFirst();
    InsideAddress before = leased(unaware, "alice");
    Stores.endTermOf(settings, unaware.name);
    Set<InetAddress> elsewhere = new HashSet<>();
    for (PoolNode node : nodes.subList(1, 3)) {
      elsewhere.addAll(establishAll(node));
    }
    SessionNumber loser = next();
    assertThat(before).isNotNull();

    // It may have lent the others all that it believes to have.
    while (unaware.lease(POOL, "alice", loser) instanceof Answer.Leased(var disputed)) {
      if (!elsewhere.contains(disputed.address())) {
        unaware.establish(loser, "alice", disputed);
        return;
      }
      assertThatThrownBy(() -> unaware.establish(loser, "alice", disputed))
          .isInstanceOf(StoreException.AddressInUse.class);
      unaware.pools.tell(new AddressPools.Dispute(disputed.address(), loser));
    }
  }

  private Set<InetAddress> establishAll(PoolNode node) {
    Set<InetAddress> established = new HashSet<>();
    for (int i = 0; i < SIZE; i++) {
      SessionNumber session = next();
      if (node.lease(POOL, "user" + sessions, session) instanceof Answer.Leased(var inside)) {
        establish(node, session, inside).ifPresent(established::add);
      }
    }
    return established;
  }

  /** What the unaware node lends may be another's already. */
  private static Optional<InetAddress> establish(
      PoolNode node, SessionNumber session, InsideAddress inside) {
    try {
      node.establish(session, "user", inside);
      return Optional.of(inside.address());
    } catch (StoreException.AddressInUse inUse) {
      node.pools.tell(new AddressPools.Dispute(inside.address(), session));
      return Optional.empty();
    }
  }

  @Test
  void anAddressFromRadiusIsUniqueInTheCluster() {
    InetAddress ofPool = address("10.0.0.3");
    InetAddress outside = address("172.16.0.1");
    for (InetAddress fixed : List.of(ofPool, outside)) {
      SessionNumber first = next();
      Answer answer = nodes.get(0).leaseFixed(fixed, "alice", first);
      InsideAddress inside = ((Answer.Leased) answer).inside();
      nodes.get(0).establish(first, "alice", inside);

      assertThat(refused(nodes.get(1), fixed)).as("%s", fixed).isTrue();
      nodes.get(2).end(first, inside);
      await().atMost(Duration.ofSeconds(20)).until(() -> !refused(nodes.get(1), fixed));
    }
  }

  /** By the pools at once, or by the store that is asked in the end. */
  private boolean refused(PoolNode node, InetAddress fixed) {
    SessionNumber session = next();
    return switch (node.leaseFixed(fixed, "bob", session)) {
      case Answer.InUse _ -> true;
      case Answer.Leased(var inside) -> {
        try {
          node.establish(session, "bob", inside);
          yield false;
        } catch (StoreException.AddressInUse inUse) {
          node.pools.tell(new AddressPools.Dispute(fixed, session));
          yield true;
        }
      }
      case Answer.Exhausted _, Answer.UnknownPool _ -> throw new AssertionError();
    };
  }

  private InsideAddress leased(PoolNode node, String user) {
    Answer answer = node.lease(POOL, user, next());
    assertThat(answer).isInstanceOf(Answer.Leased.class);
    return ((Answer.Leased) answer).inside();
  }

  private SessionNumber next() {
    return new SessionNumber(++sessions);
  }

  private static InetAddress address(String literal) {
    return InetAddress.ofLiteral(literal);
  }
}
