package io.gatehouse.cluster.pool;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sessions that come and go on three nodes at once, while one of the nodes crashes and comes back:
 * no two that are stored have one address, and in the end the pool has all of its addresses.
 */
class ConcurrentPoolsTest {

  private static final String POOL = "LAN";
  private static final int SIZE = 50;
  private static final int WORKERS = 12;
  private static final int SESSIONS_OF_A_WORKER = 40;

  @TempDir private Path directory;
  private StoreSettings settings;
  private final List<PoolNode> nodes = new CopyOnWriteArrayList<>();
  private final AtomicInteger sessions = new AtomicInteger();
  private final ConcurrentHashMap<InetAddress, SessionNumber> live = new ConcurrentHashMap<>();
  private volatile Duration elapsed = Duration.ZERO;

  private final class Lifecycle {
    private final SessionNumber session = new SessionNumber(sessions.incrementAndGet());
    private final RandomGenerator random;
    private final String user;

    Lifecycle(RandomGenerator random) {
      this.random = random;
      this.user = "user" + random.nextInt(30);
    }

    void live() {
      PoolNode node = anyNode();
      try {
        establish(node).ifPresent(this::stayAndEnd);
      } catch (RuntimeException lost) {
        if (node.isRunning()) {
          throw lost;
        }
        // The session died with its node, established or not; if it is, it goes on elsewhere.
        survivor().ifPresent(this::stayAndEnd);
      }
    }

    private Optional<InsideAddress> establish(PoolNode node) {
      while (node.lease(POOL, user, session) instanceof Answer.Leased(InsideAddress inside)) {
        try {
          node.establish(session, user, inside);
          return Optional.of(inside);
        } catch (StoreException.AddressInUse another) {
          node.pools.tell(new AddressPools.Dispute(inside.address(), session));
        }
      }
      return Optional.empty();
    }

    private Optional<InsideAddress> survivor() {
      return Stores.await(anyNode().store.read(session)).stream()
          .flatMap(found -> found.state().inside().stream())
          .findFirst();
    }

    private void stayAndEnd(InsideAddress inside) {
      assertThat(live.putIfAbsent(inside.address(), session)).isNull();
      for (int looks = random.nextInt(6); looks > 0; looks--) {
        assertThat(isStored(inside)).isTrue();
      }
      live.remove(inside.address());
      while (!ended(anyNode(), inside)) {
        Thread.onSpinWait();
      }
    }

    /** As far as the node that is asked can say. */
    private boolean isStored(InsideAddress inside) {
      try {
        return survivor().equals(Optional.of(inside));
      } catch (StoreException crashed) {
        return true;
      }
    }

    /** On a node that crashes meanwhile the row may be gone or not. */
    private boolean ended(PoolNode node, InsideAddress inside) {
      try {
        node.end(session, inside);
        return true;
      } catch (RuntimeException lost) {
        return isGone();
      }
    }

    private boolean isGone() {
      try {
        return survivor().isEmpty();
      } catch (StoreException crashed) {
        return false;
      }
    }

    private PoolNode anyNode() {
      List<PoolNode> running = nodes.stream().filter(PoolNode::isRunning).toList();
      return running.get(random.nextInt(running.size()));
    }
  }

  @BeforeEach
  void makeDatabase() {
    settings = TestDatabase.POSTGRESQL.create(directory);
  }

  @Test
  void noAddressIsSharedAndNoneIsLost() throws Exception {
    List.of("a", "b", "c").forEach(this::add);
    PoolNode.meet(nodes);
    try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<? extends Future<?>> running =
          IntStream.range(0, WORKERS).mapToObj(seed -> workers.submit(() -> work(seed))).toList();
      crashInTheMiddle();
      for (Future<?> worker : running) {
        worker.get();
      }
    }

    assertThat(live).isEmpty();
    allAddressesComeBack();
  }

  @AfterEach
  void stop() {
    nodes.stream().filter(PoolNode::isRunning).forEach(PoolNode::close);
  }

  private Object work(int seed) {
    RandomGenerator random = new Random(seed);
    for (int i = 0; i < SESSIONS_OF_A_WORKER; i++) {
      new Lifecycle(random).live();
    }
    return seed;
  }

  private void crashInTheMiddle() {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> sessions.get() > WORKERS * SESSIONS_OF_A_WORKER / 3);
    PoolNode victim = nodes.get(1);
    victim.crash();
    victim.expelledBy(nodes.get(0));
    add("b");
  }

  private void add(String name) {
    AddressPool pool =
        new AddressPool(
            POOL,
            List.of(
                new AddressRange(
                    InetAddress.ofLiteral("10.0.0.1"), InetAddress.ofLiteral("10.0.0." + SIZE))),
            Duration.ZERO);
    nodes.add(
        new PoolNode(
            settings,
            name,
            nodes.stream().findFirst(),
            List.of(pool),
            () -> Instant.now().plus(elapsed)));
  }

  /** What the crashed node had lent, or was to give back, comes back when its time is over. */
  private void allAddressesComeBack() {
    Set<InetAddress> leased = new HashSet<>();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              elapsed = elapsed.plus(LeaseAudit.GRACE);
              leaseAll(leased);
              return leased.size() == SIZE;
            });
  }

  /** They are stored, so that they are not given up as nobody's. */
  private void leaseAll(Set<InetAddress> leased) {
    PoolNode node = nodes.get(0);
    SessionNumber session = new SessionNumber(sessions.incrementAndGet());
    while (node.lease(POOL, "last", session) instanceof Answer.Leased(InsideAddress inside)) {
      node.establish(session, "last", inside);
      assertThat(leased.add(inside.address())).isTrue();
      session = new SessionNumber(sessions.incrementAndGet());
    }
  }
}
