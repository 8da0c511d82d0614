package io.gatehouse.cluster.config.distribution;

import static java.util.concurrent.CompletableFuture.completedStage;

import io.gatehouse.cluster.config.Configuration;
import io.gatehouse.cluster.config.ConfigurationResult;
import io.gatehouse.cluster.config.archive.ArchivedConfiguration;
import io.gatehouse.cluster.config.archive.CommitOutcome;
import io.gatehouse.cluster.config.archive.ConfigurationArchive;
import io.gatehouse.cluster.config.archive.ConfigurationText;
import io.gatehouse.cluster.config.archive.ConfigurationVersion;
import io.gatehouse.cluster.config.archive.Proposal;
import io.gatehouse.cluster.membership.Nodes;
import io.gatehouse.cluster.store.ConfigurationVersions;
import io.gatehouse.cluster.store.StoreException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The archive of a running node. */
public final class ClusterArchive implements ConfigurationArchive {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterArchive.class);
  private static final Executor EXECUTOR =
      task -> Thread.ofVirtual().name("configuration").start(task);

  private final DistributionServices services;
  private final OtherNodes others;
  private final Deferral deferral;
  private final InstantSource clock;

  private ClusterArchive(
      DistributionServices services, OtherNodes others, Deferral deferral, InstantSource clock) {
    this.services = services;
    this.others = others;
    this.deferral = deferral;
    this.clock = clock;
  }

  /** Which part of a change waits until a node is started again. */
  @FunctionalInterface
  public interface Deferral {
    /** One sentence each. */
    List<String> of(Configuration before, Configuration after);
  }

  /**
   * From now on {@code active} follows what is committed on any node.
   *
   * @param nodes those of the cluster that the system is a member of
   */
  public static ClusterArchive start(
      ActorSystem<?> system,
      Nodes nodes,
      ActiveConfiguration active,
      ConfigurationVersions versions,
      ConfigurationReading reading,
      Deferral deferral,
      InstantSource clock) {
    DistributionServices services =
        new DistributionServices(nodes.self(), active, versions, reading, EXECUTOR);
    system.systemActorOf(Archivist.create(services), Archivist.NAME, Props.empty());
    return new ClusterArchive(services, new OtherNodes(system, nodes), deferral, clock);
  }

  @Override
  public Configuration active() {
    return services.active().configuration();
  }

  @Override
  public ArchivedConfiguration running() {
    return services.active().archived();
  }

  @Override
  public CompletionStage<CommitOutcome> commit(Proposal proposal) {
    return CompletableFuture.supplyAsync(() -> examine(proposal), services.executor())
        .thenCompose(Function.identity())
        .exceptionally(ClusterArchive::unavailable);
  }

  private CompletionStage<CommitOutcome> examine(Proposal proposal) {
    ArchivedConfiguration standing = running();
    if (proposal.base() < standing.version().number()) {
      return completedStage(new CommitOutcome.Conflict(standing.version()));
    }
    return switch (services.reading().read(proposal.source(), proposal.text())) {
      case ConfigurationResult.Rejected rejected ->
          completedStage(
              new CommitOutcome.Refused(
                  services.node().text(), rejected.mistakes(), rejected.unused()));
      case ConfigurationResult.Loaded loaded -> {
        ConfigurationText text = ConfigurationText.of(proposal.text());
        yield text.equals(standing.text()) && proposal.base() == standing.version().number()
            ? completedStage(new CommitOutcome.Unchanged(standing.version()))
            : propose(next(proposal, text), loaded, proposal);
      }
    };
  }

  private ArchivedConfiguration next(Proposal proposal, ConfigurationText text) {
    return new ArchivedConfiguration(
        ConfigurationVersion.after(
            proposal.base(), clock.instant(), proposal.author(), services.node().text()),
        text);
  }

  private CompletionStage<CommitOutcome> propose(
      ArchivedConfiguration next, ConfigurationResult.Loaded loaded, Proposal proposal) {
    return others
        .objection(proposal)
        .thenCompose(
            objection ->
                objection
                    .<CompletionStage<CommitOutcome>>map(CompletableFuture::completedStage)
                    .orElseGet(() -> append(next, loaded)));
  }

  private CompletionStage<CommitOutcome> append(
      ArchivedConfiguration next, ConfigurationResult.Loaded loaded) {
    return services
        .versions()
        .append(next)
        .thenCompose(
            first -> first ? completedStage(committed(next, loaded)) : conflict(next.version()));
  }

  private CommitOutcome committed(ArchivedConfiguration next, ConfigurationResult.Loaded loaded) {
    Configuration before = active();
    if (services.active().advance(next, loaded.configuration())) {
      LOG.info("{} is active", next.version());
    }
    others.tell(next.version());
    return new CommitOutcome.Committed(
        next.version(),
        loaded.notices(),
        loaded.unused(),
        deferral.of(before, loaded.configuration()));
  }

  private CompletionStage<CommitOutcome> conflict(ConfigurationVersion mine) {
    return versions()
        .thenApply(
            all ->
                all.stream()
                    .findFirst()
                    .<CommitOutcome>map(CommitOutcome.Conflict::new)
                    .orElseGet(
                        () ->
                            new CommitOutcome.Unavailable(
                                "the store has lost version "
                                    + (mine.number() - 1)
                                    + "; nothing was changed")));
  }

  private static CommitOutcome unavailable(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof StoreException) {
      return new CommitOutcome.Unavailable(
          cause.getMessage() + "; the change may have been stored, look again when it is back");
    }
    throw new CompletionException(cause);
  }

  @Override
  public CompletionStage<CommitOutcome> rollback(long base, long number, String author) {
    return version(number)
        .thenCompose(
            version ->
                version
                    .map(found -> commit(again(base, found, author)))
                    .orElseGet(() -> completedStage(new CommitOutcome.NoSuchVersion(number))))
        .exceptionally(ClusterArchive::unavailable);
  }

  private static Proposal again(long base, ArchivedConfiguration version, String author) {
    return new Proposal(
        base, author, "version " + version.version().number(), version.text().reveal());
  }

  @Override
  public CompletionStage<List<ConfigurationVersion>> versions() {
    return services.versions().all();
  }

  @Override
  public CompletionStage<Optional<ArchivedConfiguration>> version(long number) {
    return services.versions().read(number);
  }
}
