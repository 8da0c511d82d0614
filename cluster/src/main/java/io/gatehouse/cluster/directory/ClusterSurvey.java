package io.gatehouse.cluster.directory;

import io.gatehouse.cluster.directory.NodeReporter.Ask;
import io.gatehouse.cluster.directory.NodeReporter.Told;
import io.gatehouse.cluster.membership.Nodes;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** Asks all nodes what they report of themselves. */
public final class ClusterSurvey {

  /** A node that is alive answers in a millisecond or two. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final ActorSystem<?> system;
  private final Nodes nodes;
  private final Supplier<NodeReport> here;

  /**
   * @param here what this node reports
   */
  public ClusterSurvey(ActorSystem<?> system, Nodes nodes, Supplier<NodeReport> here) {
    this.system = system;
    this.nodes = nodes;
    this.here = here;
  }

  private record Answer(String node, Optional<NodeReport> report) {}

  /**
   * Never fails: a node that does not answer within half a second is named as silent.
   *
   * @param only the one node that is asked; empty: all
   */
  public CompletionStage<ClusterReport> ask(Optional<String> only) {
    List<CompletableFuture<Answer>> answers =
        asked(only).map(this::ask).map(CompletionStage::toCompletableFuture).toList();
    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .thenApply(_ -> report(answers.stream().map(CompletableFuture::join).toList()));
  }

  private Stream<String> asked(Optional<String> only) {
    return only.map(Stream::of)
        .orElseGet(() -> Stream.concat(Stream.of(nodes.self().text()), nodes.names().stream()));
  }

  private CompletionStage<Answer> ask(String node) {
    if (nodes.isSelf(node)) {
      return CompletableFuture.completedStage(new Answer(node, Optional.of(here.get())));
    }
    return nodes
        .address(node)
        .map(address -> ask(node, address))
        .orElseGet(() -> CompletableFuture.completedStage(new Answer(node, Optional.empty())));
  }

  private CompletionStage<Answer> ask(String node, Address address) {
    ActorRef<Ask> reporter =
        ActorRefResolver.get(system).resolveActorRef(address + "/system/" + NodeReporter.NAME);
    return AskPattern.<Ask, Told>ask(reporter, Ask::new, PATIENCE, system.scheduler())
        .thenApply(told -> new Answer(node, Optional.of(told.report())))
        .exceptionally(_ -> new Answer(node, Optional.empty()));
  }

  private static ClusterReport report(List<Answer> answers) {
    return new ClusterReport(
        answers.stream()
            .flatMap(answer -> answer.report().stream())
            .sorted(Comparator.comparing(NodeReport::node))
            .toList(),
        answers.stream()
            .filter(answer -> answer.report().isEmpty())
            .map(Answer::node)
            .collect(Collectors.toCollection(TreeSet::new)));
  }
}
