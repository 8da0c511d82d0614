package io.gatehouse.cluster.config.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.gatehouse.cluster.config.ConfigurationResult;
import io.gatehouse.cluster.config.archive.ArchivedConfiguration;
import io.gatehouse.cluster.config.archive.CommitOutcome;
import io.gatehouse.cluster.config.archive.ConfigurationText;
import io.gatehouse.cluster.config.archive.ConfigurationVersion;
import io.gatehouse.cluster.config.archive.Proposal;
import io.gatehouse.cluster.config.meaning.ConfigurationReader;
import io.gatehouse.cluster.config.trustpoint.PemFiles;
import io.gatehouse.cluster.membership.NodeName;
import io.gatehouse.cluster.membership.Nodes;
import io.gatehouse.cluster.store.Note;
import io.gatehouse.cluster.store.SessionStore;
import io.gatehouse.cluster.store.StoreSettings;
import io.gatehouse.cluster.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import org.apache.pekko.cluster.typed.Join;

/** The archive of one node of a cluster, and its store. */
final class ArchiveNode implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PEKKO =
      """
      pekko {
        loglevel = WARNING
        loggers = ["org.apache.pekko.event.slf4j.Slf4jLogger"]
        log-dead-letters = off
        actor.provider = cluster
        actor.allow-java-serialization = off
        remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
        remote.artery.large-message-destinations = ["/system/configuration"]
        cluster.jmx.multi-mbeans-in-same-jvm = on
        cluster.gossip-interval = 200ms
        cluster.leader-actions-interval = 200ms
        coordinated-shutdown.exit-jvm = off
        coordinated-shutdown.run-by-actor-system-terminate = off
      }
      """;

  final String name;
  final ActorSystem<Void> system;
  final SessionStore<Note> store;
  final Nodes nodes;
  final ClusterArchive archive;
  private volatile PemFiles files = file -> new PemFiles.Content.Unreadable("there is no " + file);
  private boolean running = true;

  /** Starts with the version that stands. */
  private ArchiveNode(StoreSettings settings, String name, Optional<ArchiveNode> member) {
    this.name = name;
    this.store = Stores.open(Stores.named(settings, name));
    this.system =
        ActorSystem.create(
            Behaviors.empty(),
            "gatehouse",
            ConfigFactory.parseString(PEKKO)
                .withFallback(
                    ConfigFactory.parseMap(
                        Map.of("pekko.cluster.roles", List.of(new NodeName(name).role()))))
                .withFallback(ConfigFactory.load()));
    Cluster cluster = Cluster.get(system);
    cluster
        .manager()
        .tell(
            Join.create(
                member
                    .map(node -> Cluster.get(node.system).selfMember().address())
                    .orElse(cluster.selfMember().address())));
    this.nodes = Nodes.watch(system, new NodeName(name));
    this.archive =
        ClusterArchive.start(
            system,
            nodes,
            standing(),
            store.configurations(),
            this::read,
            (_, _) -> List.of(),
            InstantSource.system());
  }

  /** Nodes that know one another, and start with version 1. */
  static List<ArchiveNode> cluster(StoreSettings settings, String... names) {
    try (SessionStore<Note> store = Stores.open(settings)) {
      store(store, 1, "hostname first");
    }
    List<ArchiveNode> nodes = new ArrayList<>();
    for (String name : names) {
      nodes.add(new ArchiveNode(settings, name, nodes.stream().findFirst()));
    }
    await()
        .atMost(PATIENCE)
        .until(
            () -> nodes.stream().allMatch(node -> node.nodes.names().size() == nodes.size() - 1));
    return List.copyOf(nodes);
  }

  static void store(SessionStore<Note> store, long number, String text) {
    ArchivedConfiguration version =
        new ArchivedConfiguration(
            ConfigurationVersion.after(
                number - 1, Instant.parse("2026-06-01T00:00:00Z"), "alice", "a"),
            ConfigurationText.of(text));
    assertThat(Stores.await(store.configurations().append(version))).isTrue();
  }

  private ActiveConfiguration standing() {
    long newest = Stores.await(store.configurations().newest());
    ArchivedConfiguration archived =
        Stores.await(store.configurations().read(newest)).orElseThrow();
    return new ActiveConfiguration(
        archived,
        ((ConfigurationResult.Loaded) read("stored", archived.text().reveal())).configuration());
  }

  private ConfigurationResult read(String source, String text) {
    return ConfigurationReader.read(
        source, text, file -> files.read(file), Instant.parse("2026-06-01T00:00:00Z"));
  }

  void has(PemFiles present) {
    files = present;
  }

  CompletionStage<CommitOutcome> committing(String text) {
    return archive.commit(new Proposal(number(), "alice", "running-config", text));
  }

  CommitOutcome commit(String text) {
    return Stores.await(committing(text));
  }

  long number() {
    return archive.running().version().number();
  }

  String hostname() {
    return archive.active().hostname();
  }

  /** Says nothing to anybody any more, neither to the cluster nor to the database. */
  void crash() {
    stop();
    store.close();
  }

  void expels(ArchiveNode dead) {
    Cluster.get(system).manager().tell(new Down(Cluster.get(dead.system).selfMember().address()));
  }

  @Override
  public void close() {
    if (running) {
      crash();
    }
  }

  private void stop() {
    running = false;
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }
}
