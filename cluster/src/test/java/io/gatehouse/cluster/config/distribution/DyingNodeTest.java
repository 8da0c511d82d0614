package io.gatehouse.cluster.config.distribution;

import static io.gatehouse.cluster.store.Stores.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.config.archive.CommitOutcome;
import io.gatehouse.cluster.store.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node ends in the middle of a commit. */
class DyingNodeTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path directory;
  private List<ArchiveNode> nodes = List.of();

  @BeforeEach
  void start() {
    nodes = ArchiveNode.cluster(TestDatabase.POSTGRESQL.create(directory), "a", "b", "c");
  }

  @AfterEach
  void stop() {
    nodes.forEach(ArchiveNode::close);
  }

  /** Its last word was to the database. */
  @Test
  void theOthersFindByThemselvesWhatItHasStored() {
    ArchiveNode.store(nodes.getFirst().store, 2, "hostname second");
    nodes.getFirst().crash();

    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> survivors().stream().allMatch(node -> node.hostname().equals("second")));
  }

  /** Whether it came so far or not. */
  @Test
  void theOthersAreOfOneMindAndGoOn() {
    CompletionStage<CommitOutcome> _ = nodes.getFirst().committing("hostname second");
    nodes.getFirst().crash();
    nodes.get(1).expels(nodes.getFirst());
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> survivors().stream().allMatch(node -> node.nodes.names().size() == 1));
    long stored = await(nodes.get(1).store.configurations().newest());
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> survivors().stream().allMatch(node -> node.number() == stored));

    assertThat(nodes.get(1).commit("hostname third")).isInstanceOf(CommitOutcome.Committed.class);
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> survivors().stream().allMatch(node -> node.hostname().equals("third")));
  }

  private List<ArchiveNode> survivors() {
    return nodes.subList(1, nodes.size());
  }
}
