package io.gatehouse.cluster.config.distribution;

import static io.gatehouse.cluster.store.Stores.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.config.archive.ArchivedConfiguration;
import io.gatehouse.cluster.config.archive.CommitOutcome;
import io.gatehouse.cluster.config.archive.ConfigurationText;
import io.gatehouse.cluster.config.archive.ConfigurationVersion;
import io.gatehouse.cluster.config.archive.Proposal;
import io.gatehouse.cluster.config.meaning.TestPki;
import io.gatehouse.cluster.store.Note;
import io.gatehouse.cluster.store.SessionStore;
import io.gatehouse.cluster.store.StoreSettings;
import io.gatehouse.cluster.store.Stores;
import io.gatehouse.cluster.store.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes with one database, which start with version 1. */
class DistributionTest {

  private static final String CERTIFIED =
      """
      hostname certified
      crypto pki trustpoint T
       ca-certificate ca.pem
       revocation-check none
      """;

  @TempDir private Path directory;
  private StoreSettings settings;
  private final List<ArchiveNode> nodes = new ArrayList<>();

  @BeforeEach
  void start() {
    settings = TestDatabase.POSTGRESQL.create(directory);
    try (SessionStore<Note> store = Stores.open(settings)) {
      store(store, 1, "hostname first");
    }
    for (String name : List.of("a", "b", "c")) {
      nodes.add(new ArchiveNode(settings, name, nodes.stream().findFirst()));
    }
    ArchiveNode.meet(nodes);
  }

  @AfterEach
  void stop() {
    nodes.forEach(ArchiveNode::close);
  }

  @Test
  void whatIsCommittedOnOneNodeIsActiveOnAll() {
    assertThat(nodes.get(1).commit("hostname second"))
        .isInstanceOfSatisfying(
            CommitOutcome.Committed.class,
            committed ->
                assertThat(committed.version())
                    .extracting(
                        ConfigurationVersion::number,
                        ConfigurationVersion::author,
                        ConfigurationVersion::node)
                    .containsExactly(2L, "alice", "b"));

    assertThat(nodes.get(1).hostname()).isEqualTo("second");
    allHave("second");
  }

  @Test
  void ofTwoWhoChangeTheSameVersionOneIsToldOfTheOther() {
    CompletionStage<CommitOutcome> first = nodes.get(0).committing("hostname one");
    CompletionStage<CommitOutcome> second = nodes.get(1).committing("hostname two");

    List<CommitOutcome> outcomes = List.of(await(first), await(second));

    assertThat(outcomes).hasAtLeastOneElementOfType(CommitOutcome.Committed.class);
    assertThat(outcomes)
        .filteredOn(CommitOutcome.Conflict.class::isInstance)
        .singleElement()
        .isInstanceOfSatisfying(
            CommitOutcome.Conflict.class,
            conflict -> {
              assertThat(conflict.standing().number()).isEqualTo(2);
              assertThat(conflict.standing().author()).isEqualTo("alice");
            });
    Awaitility.await().until(() -> nodes.get(0).hostname().equals(nodes.get(1).hostname()));
  }

  @Test
  void whoChangesAnOldVersionIsToldOfTheOneThatStands() {
    nodes.get(0).commit("hostname second");
    allHave("second");

    assertThat(await(nodes.get(2).archive.commit(new Proposal(1, "bob", "f", "hostname late"))))
        .isInstanceOfSatisfying(
            CommitOutcome.Conflict.class,
            conflict -> assertThat(conflict.standing().node()).isEqualTo("a"));
  }

  @Test
  void aTextWithAMistakeChangesNothing() {
    assertThat(nodes.get(0).commit("hostname x\nhostnme y"))
        .isInstanceOfSatisfying(
            CommitOutcome.Refused.class,
            refused -> assertThat(refused.mistakes().getFirst().line()).isEqualTo(2));
    assertThat(nodes.get(0).commit("! the same\nhostname first"))
        .isInstanceOf(CommitOutcome.Unchanged.class);
    assertThat(await(nodes.get(1).archive.versions())).hasSize(1);
  }

  @Test
  void whatOneNodeCannotWorkByIsRefusedInItsName() {
    nodes.get(0).has(TestPki.pemFiles());
    nodes.get(1).has(TestPki.pemFiles());

    assertThat(nodes.get(0).commit(CERTIFIED))
        .isInstanceOfSatisfying(
            CommitOutcome.Refused.class,
            refused -> {
              assertThat(refused.node()).isEqualTo("c");
              assertThat(refused.mistakes().getFirst().summary()).contains("there is no ca.pem");
            });
    allHave("first");

    nodes.get(2).has(TestPki.pemFiles());
    assertThat(nodes.get(0).commit(CERTIFIED)).isInstanceOf(CommitOutcome.Committed.class);
    allHave("certified");
  }

  @Test
  void anEarlierVersionComesBackAsTheNextOne() {
    nodes.get(0).commit("hostname second");
    allHave("second");

    assertThat(await(nodes.get(1).archive.rollback(2, 1, "bob")))
        .isInstanceOfSatisfying(
            CommitOutcome.Committed.class,
            committed -> assertThat(committed.version().number()).isEqualTo(3));
    allHave("first");
    assertThat(await(nodes.get(2).archive.versions()))
        .extracting(ConfigurationVersion::author)
        .startsWith("bob", "alice");
    assertThat(await(nodes.get(1).archive.rollback(3, 17, "bob")))
        .isEqualTo(new CommitOutcome.NoSuchVersion(17));
  }

  /** Its last word was to the database. */
  @Test
  void theOthersFindByThemselvesWhatADyingNodeHasStored() {
    store(nodes.get(0).store, 2, "hostname second");
    nodes.get(0).crash();

    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                nodes.get(1).hostname().equals("second")
                    && nodes.get(2).hostname().equals("second"));
  }

  @Test
  void aNodeThatIsKilledWhileItCommitsLeavesTheOthersOfOneMind() {
    CompletionStage<CommitOutcome> _ = nodes.get(0).committing("hostname second");
    nodes.get(0).crash();
    nodes.get(1).expels(nodes.get(0));
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> nodes.get(1).nodes.names().size() == 1 && nodes.get(2).nodes.names().size() == 1);
    long stored = await(nodes.get(1).store.configurations().newest());
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> nodes.get(1).number() == stored && nodes.get(2).number() == stored);

    assertThat(nodes.get(1).commit("hostname third")).isInstanceOf(CommitOutcome.Committed.class);
    Awaitility.await().until(() -> nodes.get(2).hostname().equals("third"));
  }

  @Test
  void aTextThatIsLargerThanAMessageUsuallyMayBeGoesRound() {
    String users =
        IntStream.range(0, 8_000)
            .mapToObj(
                "username user%d password 0 a-rather-long-secret-to-fill-the-line-with"::formatted)
            .collect(Collectors.joining("\n"));
    assertThat(users.length()).isGreaterThan(500_000);

    assertThat(nodes.get(0).commit("hostname large\n" + users))
        .isInstanceOf(CommitOutcome.Committed.class);
    allHave("large");
  }

  private void allHave(String hostname) {
    Awaitility.await()
        .until(() -> nodes.stream().allMatch(node -> node.hostname().equals(hostname)));
  }

  private static void store(SessionStore<Note> store, long number, String text) {
    ArchivedConfiguration version =
        new ArchivedConfiguration(
            ConfigurationVersion.after(
                number - 1, Instant.parse("2026-06-01T00:00:00Z"), "alice", "a"),
            ConfigurationText.of(text));
    assertThat(await(store.configurations().append(version))).isTrue();
  }
}
