package io.gatehouse.cluster.config.distribution;

import io.gatehouse.cluster.config.archive.CommitOutcome;
import io.gatehouse.cluster.config.archive.ConfigurationVersion;
import io.gatehouse.cluster.config.archive.Proposal;
import io.gatehouse.cluster.config.distribution.Archivist.Checked;
import io.gatehouse.cluster.membership.Nodes;
import io.gatehouse.protocol.octets.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** The other nodes that live, as a commit sees them. */
final class OtherNodes {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ActorSystem<?> system;
  private final Nodes nodes;
  private final ActorRefResolver actors;

  OtherNodes(ActorSystem<?> system, Nodes nodes) {
    this.system = system;
    this.nodes = nodes;
    this.actors = ActorRefResolver.get(system);
  }

  void tell(ConfigurationVersion committed) {
    nodes
        .others()
        .forEach(node -> archivist(node).tell(new Archivist.Committed(committed.number())));
  }

  /** Why a text cannot be the next version: what the first node says that cannot work by it. */
  CompletionStage<Optional<CommitOutcome>> objection(Proposal proposal) {
    List<CompletableFuture<Optional<CommitOutcome>>> objections =
        nodes.names().stream()
            .sorted()
            .flatMap(name -> nodes.address(name).stream().map(at -> ask(name, at, proposal)))
            .toList();
    return CompletableFuture.allOf(objections.toArray(CompletableFuture<?>[]::new))
        .thenApply(
            _ ->
                objections.stream()
                    .map(CompletableFuture::join)
                    .flatMap(Optional::stream)
                    .findFirst());
  }

  private CompletableFuture<Optional<CommitOutcome>> ask(
      String name, Address node, Proposal proposal) {
    return AskPattern.<Archivist.Command, Checked>ask(
            archivist(node),
            replyTo ->
                new Archivist.Check(proposal.source(), Secret.utf8(proposal.text()), replyTo),
            PATIENCE,
            system.scheduler())
        .thenApply(OtherNodes::objection)
        .exceptionally(
            _ ->
                Optional.of(
                    new CommitOutcome.Unavailable(
                        "node %s did not say within %d s whether it can use the configuration; nothing was changed"
                            .formatted(name, PATIENCE.toSeconds()))))
        .toCompletableFuture();
  }

  private static Optional<CommitOutcome> objection(Checked checked) {
    return checked.mistakes().isEmpty()
        ? Optional.empty()
        : Optional.of(new CommitOutcome.Refused(checked.node(), checked.mistakes(), List.of()));
  }

  private ActorRef<Archivist.Command> archivist(Address node) {
    return actors.resolveActorRef(node + "/system/" + Archivist.NAME);
  }
}
