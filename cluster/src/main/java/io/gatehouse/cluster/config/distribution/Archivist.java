package io.gatehouse.cluster.config.distribution;

import io.gatehouse.cluster.config.Configuration;
import io.gatehouse.cluster.config.ConfigurationResult;
import io.gatehouse.cluster.config.Problem;
import io.gatehouse.cluster.config.UnusedLines;
import io.gatehouse.cluster.config.archive.ArchivedConfiguration;
import io.gatehouse.cluster.config.archive.ConfigurationVersion;
import io.gatehouse.protocol.octets.Secret;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a node's configuration equal to the cluster's. It follows when another node says that there
 * is a new version, and, in case nobody could say so, looks into the store from time to time.
 */
public final class Archivist {

  /** Under which the other nodes find it, and what goes to it is sent apart from what is small. */
  public static final String NAME = "configuration";

  private static final Logger LOG = LoggerFactory.getLogger(Archivist.class);
  private static final Duration LOOK = Duration.ofSeconds(5);

  /** What it is told. */
  public sealed interface Command {}

  /** Whether this node could work by a text. */
  public record Check(String source, Secret text, ActorRef<Checked> replyTo) implements Command {}

  /** There is a new version in the store. */
  public record Committed(long number) implements Command {}

  private record Look() implements Command {}

  private record Examined(ConfigurationResult result, ActorRef<Checked> replyTo)
      implements Command {}

  private record Found(Optional<ArchivedConfiguration> version) implements Command {}

  private record Understood(ConfigurationVersion version, ConfigurationResult result)
      implements Command {}

  private record Failed(Task task, String reason) implements Command {}

  private record SealedAnew(int count) implements Command {}

  private enum Task {
    CHECK("whether this node can work by a configuration is not known"),
    FOLLOW("whether there is a new configuration is not known"),
    SEAL("configurations stay sealed with an older master key");

    private final String failure;

    Task(String failure) {
      this.failure = failure;
    }
  }

  /**
   * What a node says to a {@link Check}.
   *
   * @param mistakes none when it could work by the text
   */
  public record Checked(String node, List<Problem> mistakes) {
    public Checked {
      mistakes = List.copyOf(mistakes);
    }
  }

  private final ActorContext<Command> actor;
  private final DistributionServices services;
  private Optional<ArchivedConfiguration> next = Optional.empty();
  private long unusable = ConfigurationVersion.NONE;

  /** Of which a failure was reported, and no success since. */
  private final Set<Task> failing = EnumSet.noneOf(Task.class);

  private Archivist(ActorContext<Command> actor, DistributionServices services) {
    this.actor = actor;
    this.services = services;
  }

  static Behavior<Command> create(DistributionServices services) {
    return Behaviors.<Command>supervise(
            Behaviors.setup(
                actor ->
                    Behaviors.withTimers(
                        timers -> {
                          timers.startTimerWithFixedDelay(new Look(), LOOK);
                          Archivist archivist = new Archivist(actor, services);
                          return Behaviors.receiveMessage(archivist::handle);
                        })))
        .onFailure(SupervisorStrategy.restart());
  }

  private Behavior<Command> handle(Command command) {
    switch (command) {
      case Check(String source, Secret text, ActorRef<Checked> replyTo) ->
          pipe(
              Task.CHECK, read(source, text.revealUtf8()), result -> new Examined(result, replyTo));
      case Examined(ConfigurationResult result, ActorRef<Checked> replyTo) -> {
        failing.remove(Task.CHECK);
        replyTo.tell(new Checked(services.node().text(), mistakes(result)));
      }
      case Committed(long number) -> committed(number);
      case Look() -> {
        pipe(Task.FOLLOW, services.versions().newest(), Committed::new);
        pipe(Task.SEAL, services.versions().sealAnew(), SealedAnew::new);
      }
      case Found(Optional<ArchivedConfiguration> version) -> found(version);
      case Understood(ConfigurationVersion version, ConfigurationResult result) ->
          understood(version, result);
      case Failed(Task task, String reason) -> failed(task, reason);
      case SealedAnew(int count) -> sealedAnew(count);
    }
    return Behaviors.same();
  }

  private void committed(long number) {
    if (number > services.active().number()) {
      pipe(Task.FOLLOW, services.versions().read(number), Found::new);
    } else {
      failing.remove(Task.FOLLOW);
    }
  }

  private void found(Optional<ArchivedConfiguration> version) {
    failing.remove(Task.FOLLOW);
    next = version;
    version.ifPresent(
        archived ->
            pipe(
                Task.FOLLOW,
                read(
                    "configuration version " + archived.version().number(),
                    archived.text().reveal()),
                result -> new Understood(archived.version(), result)));
  }

  private void understood(ConfigurationVersion version, ConfigurationResult result) {
    switch (result) {
      case ConfigurationResult.Loaded(
              Configuration configuration,
              List<Problem> _,
              List<UnusedLines> _,
              String _) ->
          next.filter(archived -> archived.version().equals(version))
              .filter(archived -> services.active().advance(archived, configuration))
              .ifPresent(_ -> LOG.info("{} is active", version));
      case ConfigurationResult.Rejected(List<Problem> mistakes, List<UnusedLines> _) -> {
        if (unusable != version.number()) {
          unusable = version.number();
          LOG.error(
              "{} cannot be used on this node, which goes on with version {}:\n{}",
              version,
              services.active().number(),
              mistakes.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        }
      }
    }
  }

  private static List<Problem> mistakes(ConfigurationResult result) {
    return switch (result) {
      case ConfigurationResult.Loaded _ -> List.of();
      case ConfigurationResult.Rejected rejected -> rejected.mistakes();
    };
  }

  private void failed(Task task, String reason) {
    if (failing.add(task)) {
      LOG.warn("{}: {}", task.failure, reason);
    }
  }

  private void sealedAnew(int count) {
    failing.remove(Task.SEAL);
    if (count > 0) {
      LOG.info("{} records of configurations were sealed with the newest master key", count);
    }
  }

  private CompletionStage<ConfigurationResult> read(String source, String text) {
    return CompletableFuture.supplyAsync(
        () -> services.reading().read(source, text), services.executor());
  }

  private <T> void pipe(Task task, CompletionStage<T> stage, Function<T, Command> answered) {
    actor.pipeToSelf(
        stage,
        (result, failure) ->
            failure == null
                ? answered.apply(result)
                : new Failed(task, String.valueOf(failure.getMessage())));
  }
}
