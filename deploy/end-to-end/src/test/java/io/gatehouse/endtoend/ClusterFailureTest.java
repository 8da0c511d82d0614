package io.gatehouse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.endtoend.cluster.ClusterAddresses;
import io.gatehouse.endtoend.cluster.ClusterScene;
import io.gatehouse.endtoend.cluster.Flow;
import io.gatehouse.endtoend.cluster.GapTable;
import io.gatehouse.endtoend.cluster.Population;
import io.gatehouse.endtoend.cluster.Trial;
import io.gatehouse.endtoend.cluster.Verdict;
import io.gatehouse.endtoend.headend.Build;
import io.gatehouse.endtoend.headend.ClusterNode;
import io.gatehouse.endtoend.headend.Headend;
import io.gatehouse.endtoend.lab.LabException;
import io.gatehouse.endtoend.measure.WatchedClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Whatever happens to nodes, networks and the database, nobody who is connected loses a session, an
 * address or more than moments of traffic. One cluster of five goes through all of it; how long the
 * moments were is in {@code target/cluster-gaps.md}.
 */
@Tag("cluster")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterFailureTest {
  private static final int NODES = 5;
  private static final int USERS = 20;
  private static final Path TABLE = Path.of("target/cluster-gaps.md");
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration LONG_PAUSE = Duration.ofSeconds(30);
  private static final Duration SHORT_PAUSE = Duration.ofSeconds(12);

  /** A further user, who logs in while a node is killed. */
  private static final int LATECOMER = USERS + 1;

  /** Later than any, so that old and new nodes are in the cluster while it is rolled out. */
  private static final String NEXT_RELEASE = "1000.0.0";

  private static final GapTable GAPS = new GapTable();

  private static ClusterScene scene;
  private static Population users;
  private static Trial trial;

  @BeforeAll
  static void connect() {
    LaboratoryMachine.require();
    Assumptions.assumeThat(Headend.isGatehouse()).isTrue();
    Path files = Path.of("target/lab/ClusterFailureTest");
    Laboratory.delete(files);
    scene = ClusterScene.open(files, NODES, 1);
    users = Population.connect(scene, USERS);
    trial = new Trial(scene, users);
  }

  @BeforeEach
  void allIsWell() {
    scene.awaitUp(NODES);
    assertThat(trial.awaitWell(LIMIT)).isTrue();
  }

  @AfterEach
  void writeTable() {
    GAPS.write(TABLE);
  }

  @AfterAll
  static void endEverything() {
    if (scene == null) {
      return;
    }
    try (ClusterScene ending = scene;
        Population leaving = users) {
      System.out.println(GAPS);
      scene.awaitUp(NODES);
      leaving.disconnect();
      assertThat(Verdict.of(ending)).isEmpty();
    }
  }

  @Test
  @Order(1)
  void theNodeThatCarriesUsersIsKilled() {
    ClusterNode carrier = carrier();
    measure("kill -9 of the node that carries them", carriedBy(carrier), carrier::kill9);
    carrier.startAgain();
  }

  /** A session's packets are moved away from where it lives, and that node dies. */
  @Test
  @Order(2)
  void theNodeThatOwnsASessionIsKilledWhileAnotherCarriesIt() {
    List<WatchedClient> moved = users.clients().subList(4, 8);
    ClusterNode owner = scene.owner(moved.getFirst());
    List<WatchedClient> owned = moved.stream().filter(c -> scene.owner(c).equals(owner)).toList();
    owned.forEach(client -> move(client, owner.number() % NODES + 1));
    trial.awaitWell(LIMIT);
    measure("kill -9 of the owner, another carries", owned::contains, owner::kill9);
    owner.startAgain();
  }

  @Test
  @Order(3)
  void theOldestNodeIsKilled() {
    ClusterNode oldest = scene.node(1);
    measure("kill -9 of the oldest node", carriedBy(oldest), oldest::kill9);
    oldest.startAgain();
  }

  @Test
  @Order(4)
  void twoOfFiveAreKilled() {
    ClusterNode first = scene.node(2);
    ClusterNode second = scene.node(4);
    measure(
        "kill -9 of two nodes of five at once",
        carriedBy(first).or(carriedBy(second)),
        () -> {
          first.kill9();
          second.kill9();
        });
    first.startAgain();
    second.startAgain();
  }

  @Test
  @Order(5)
  void aNodeLeaves() {
    ClusterNode carrier = carrier();
    measure("SIGTERM", carriedBy(carrier), carrier::terminate);
    carrier.startAgain();
  }

  @Test
  @Order(6)
  void aNodeIsFrozen() {
    ClusterNode carrier = carrier();
    measure(
        "SIGSTOP for 30 s",
        carriedBy(carrier),
        () -> {
          carrier.freeze();
          pause(LONG_PAUSE);
          carrier.thaw();
        });
  }

  /** The second one has told the rest before that it does not reach the first. */
  @Test
  @Order(7)
  void twoNodesAreFrozenOneAfterTheOther() {
    ClusterNode first = scene.node(2);
    ClusterNode second = scene.node(4);
    measure(
        "SIGSTOP of two of five, one after the other",
        carriedBy(first).or(carriedBy(second)),
        () -> {
          String before = second.output();
          first.freeze();
          awaitMissed(second, first, before.length());
          second.freeze();
          pause(SHORT_PAUSE);
          first.thaw();
          second.thaw();
        });
  }

  @Test
  @Order(8)
  void aNodeHearsNothingOfTheOthers() {
    ClusterNode carrier = carrier();
    measure(
        "Network between the nodes cut for 12 s",
        carriedBy(carrier),
        () -> {
          scene.isolate(carrier.number());
          pause(SHORT_PAUSE);
          carrier.reconnect();
        });
  }

  @Test
  @Order(9)
  void aNodeIsCutOff() {
    ClusterNode carrier = carrier();
    measure(
        "All networks of a node cut for 12 s",
        carriedBy(carrier),
        () -> {
          scene.cutOff(carrier.number());
          pause(SHORT_PAUSE);
          carrier.reconnect();
        });
  }

  @Test
  @Order(10)
  void theDatabaseIsRestarted() {
    measure(
        "PostgreSQL away for 12 s",
        _ -> true,
        () -> {
          scene.database().shutDown();
          pause(SHORT_PAUSE);
          scene.database().startAgain();
        });
  }

  @Test
  @Order(11)
  void aFlowMovesWhileKeysChange() {
    List<WatchedClient> moved = users.clients().subList(0, 4);
    measure(
        "Flow moved during a rekeying",
        moved::contains,
        () -> moved.forEach(ClusterFailureTest::moveWhileRekeying));
  }

  @Test
  @Order(12)
  void aUserLogsInAgainWhenTheNodeIsKilledMeanwhile() {
    scene.radius().fallSilent();
    ClusterNode doomed = scene.node(5);
    CompletableFuture<WatchedClient> login;
    try {
      login = CompletableFuture.supplyAsync(() -> scene.connectThrough(LATECOMER, doomed));
      awaitUnreadRequests();
      measure("kill -9 amid IKE_AUTH of another user", carriedBy(doomed), doomed::kill9);
    } finally {
      scene.radius().speakAgain();
    }
    assertThat(login.handle((client, failure) -> failure != null).join()).isTrue();
    try (WatchedClient again = scene.connect(LATECOMER)) {
      assertThat(again.disconnect()).isTrue();
    }
    trial = new Trial(scene, users);
    doomed.startAgain();
  }

  @Test
  @Order(13)
  void allNodesAreUpgradedOneAfterAnother() {
    measure(
        "Rolling upgrade of all five",
        _ -> true,
        () -> {
          for (ClusterNode node : scene.nodes()) {
            node.terminate();
            node.startAgain(Build.current().called(NEXT_RELEASE));
            scene.awaitUp(NODES);
          }
        });
  }

  private static void measure(String title, Predicate<WatchedClient> concerned, Runnable failure) {
    Trial.Figures figures = trial.run(title, concerned, LIMIT, failure);
    GAPS.add(figures);
    System.out.println(figures);
    assertThat(figures.complaints()).as(title).isEmpty();
  }

  /** The one with most users of those that do not begin the cluster. */
  private static ClusterNode carrier() {
    return scene.nodes().stream()
        .filter(node -> node.number() > 1)
        .max(
            Comparator.comparingLong(
                node -> users.clients().stream().filter(carriedBy(node)).count()))
        .orElseThrow();
  }

  private static Predicate<WatchedClient> carriedBy(ClusterNode node) {
    return client -> scene.carrier(client).equals(node);
  }

  private static void move(WatchedClient client, int node) {
    scene.balancer().move(Flow.lasting(client.local()), node);
  }

  private static void moveWhileRekeying(WatchedClient client) {
    int other = scene.carrier(client).number() % NODES + 1;
    CompletableFuture<Boolean> rekeyed =
        CompletableFuture.supplyAsync(() -> client.rekey(Duration.ofSeconds(20)));
    move(client, other);
    assertThat(rekeyed.join()).isTrue();
  }

  private static void awaitUnreadRequests() {
    await("nobody asked RADIUS", () -> scene.radius().hasUnreadRequests());
  }

  /** Until one node says that it does not hear another, in its output from a place on. */
  private static void awaitMissed(ClusterNode node, ClusterNode missed, int from) {
    Pattern line =
        Pattern.compile(
            "Marking node as UNREACHABLE \\[Member\\(\\S+@"
                + Pattern.quote(ClusterAddresses.internal(missed.number()))
                + ":");
    await(
        node + " does not miss " + missed,
        () -> line.matcher(node.output().substring(from)).find());
  }

  private static void await(String otherwise, BooleanSupplier condition) {
    for (int tries = 0; !condition.getAsBoolean(); tries++) {
      if (tries == 100) {
        throw new LabException(otherwise);
      }
      pause(Duration.ofMillis(100));
    }
  }

  private static void pause(Duration time) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(time.toMillis()));
  }
}
