package io.gatehouse.cluster.config.distribution;

import static io.gatehouse.cluster.store.Stores.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.config.archive.CommitOutcome;
import io.gatehouse.cluster.config.archive.ConfigurationVersion;
import io.gatehouse.cluster.config.archive.Proposal;
import io.gatehouse.cluster.config.meaning.TestPki;
import io.gatehouse.cluster.store.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes with one database, of which none is lost. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DistributionTest {

  private static final String CERTIFIED =
      """
      hostname certified
      crypto pki trustpoint T
       ca-certificate ca.pem
       revocation-check none
      """;

  private List<ArchiveNode> nodes = List.of();

  @BeforeAll
  void start(@TempDir Path directory) {
    nodes = ArchiveNode.cluster(TestDatabase.POSTGRESQL.create(directory), "a", "b", "c");
  }

  @AfterAll
  void stop() {
    nodes.forEach(ArchiveNode::close);
  }

  /** The version that stands, and is active on all nodes. */
  private long standing(String hostname) {
    nodes.getFirst().commit("hostname " + hostname);
    allHave(hostname);
    return nodes.getFirst().number();
  }

  @Test
  void whatIsCommittedOnOneNodeIsActiveOnAll() {
    long before = standing("first");

    assertThat(nodes.get(1).commit("hostname second"))
        .isInstanceOfSatisfying(
            CommitOutcome.Committed.class,
            committed ->
                assertThat(committed.version())
                    .extracting(
                        ConfigurationVersion::number,
                        ConfigurationVersion::author,
                        ConfigurationVersion::node)
                    .containsExactly(before + 1, "alice", "b"));

    assertThat(nodes.get(1).hostname()).isEqualTo("second");
    allHave("second");
  }

  @Test
  void ofTwoWhoChangeTheSameVersionOneIsToldOfTheOther() {
    long before = standing("first");
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
              assertThat(conflict.standing().number()).isEqualTo(before + 1);
              assertThat(conflict.standing().author()).isEqualTo("alice");
            });
    Awaitility.await().until(() -> nodes.stream().allMatch(node -> node.number() == before + 1));
  }

  @Test
  void whoChangesAnOldVersionIsToldOfTheOneThatStands() {
    long old = standing("first");
    standing("second");

    assertThat(await(nodes.get(2).archive.commit(new Proposal(old, "bob", "f", "hostname late"))))
        .isInstanceOfSatisfying(
            CommitOutcome.Conflict.class,
            conflict -> assertThat(conflict.standing().node()).isEqualTo("a"));
  }

  @Test
  void aTextWithAMistakeChangesNothing() {
    long before = standing("first");

    assertThat(nodes.get(0).commit("hostname x\nhostnme y"))
        .isInstanceOfSatisfying(
            CommitOutcome.Refused.class,
            refused -> assertThat(refused.mistakes().getFirst().line()).isEqualTo(2));
    assertThat(nodes.get(0).commit("! the same\nhostname first"))
        .isInstanceOf(CommitOutcome.Unchanged.class);
    assertThat(await(nodes.get(1).archive.versions()).getFirst().number()).isEqualTo(before);
  }

  @Test
  void whatOneNodeCannotWorkByIsRefusedInItsName() {
    standing("first");
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
    long first = standing("first");
    long second = standing("second");

    assertThat(await(nodes.get(1).archive.rollback(second, first, "bob")))
        .isInstanceOfSatisfying(
            CommitOutcome.Committed.class,
            committed -> assertThat(committed.version().number()).isEqualTo(second + 1));
    allHave("first");
    assertThat(await(nodes.get(2).archive.versions()))
        .extracting(ConfigurationVersion::author)
        .startsWith("bob", "alice");
    assertThat(await(nodes.get(1).archive.rollback(second + 1, 1_000, "bob")))
        .isEqualTo(new CommitOutcome.NoSuchVersion(1_000));
  }

  @Test
  void aTextThatIsLargerThanAMessageUsuallyMayBeGoesRound() {
    standing("first");
    String users =
        IntStream.range(0, 8_000)
            .mapToObj(
                "username u%d password 0 a-rather-long-secret-to-fill-the-line-with"::formatted)
            .collect(Collectors.joining("\n"));
    assertThat(users.length()).isGreaterThan(500_000);

    assertThat(nodes.get(0).commit("hostname large\n" + users))
        .isInstanceOf(CommitOutcome.Committed.class);
    allHave("large");
  }

  private void allHave(String hostname) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> nodes.stream().allMatch(node -> node.hostname().equals(hostname)));
  }
}
