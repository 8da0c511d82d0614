package io.gatehouse.node.console;

import io.gatehouse.cluster.config.Configuration;
import io.gatehouse.cluster.config.archive.ArchivedConfiguration;
import io.gatehouse.cluster.config.language.Arguments;
import io.gatehouse.cluster.config.language.Section;
import io.gatehouse.cluster.config.language.StatementReader;
import io.gatehouse.cluster.directory.ClusterJson;
import io.gatehouse.cluster.directory.ClusterReport;
import io.gatehouse.cluster.directory.CryptoSessionTable;
import io.gatehouse.cluster.directory.IkeSaTable;
import io.gatehouse.cluster.directory.IpsecSaTable;
import io.gatehouse.cluster.directory.SessionJson;
import io.gatehouse.cluster.directory.SessionReport;
import io.gatehouse.cluster.directory.SessionTable;
import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.SessionSearch;
import io.gatehouse.cluster.store.StoreException;
import io.gatehouse.node.console.show.AaaServerTable;
import io.gatehouse.node.console.show.ArchiveTable;
import io.gatehouse.node.console.show.CertificateTable;
import io.gatehouse.node.console.show.IkeStatistics;
import io.gatehouse.node.console.show.MemberTable;
import io.gatehouse.node.console.show.PoolTable;
import io.gatehouse.node.console.show.ProfileTable;
import io.gatehouse.node.console.show.RadiusStatistics;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** Carries out the commands that only look. */
final class Shows {

  private static final long LIMIT_SECONDS = 10;

  private static final Set<ExecCommand> TABLES_OF_SESSIONS =
      Set.of(
          ExecCommand.SHOW_SESSIONS,
          ExecCommand.SHOW_IKE_SAS,
          ExecCommand.SHOW_IPSEC_SAS,
          ExecCommand.SHOW_CRYPTO_SESSIONS);

  private static final Set<ExecCommand> REPORTS_OF_NODES =
      Set.of(
          ExecCommand.SHOW_IKE_STATISTICS,
          ExecCommand.SHOW_AAA_SERVERS,
          ExecCommand.SHOW_RADIUS_STATISTICS,
          ExecCommand.SHOW_CLUSTER);

  private static final String NO_STORE =
      "%% The store does not answer, or not within %d seconds.\n".formatted(LIMIT_SECONDS);

  private final Headend headend;

  Shows(Headend headend) {
    this.headend = headend;
  }

  /**
   * @throws IllegalStateException when the command changes things
   */
  Answer text(ExecCommand command, Arguments arguments) {
    try {
      return Answer.of(shown(command, arguments));
    } catch (CompletionException e) {
      return failure(e);
    }
  }

  private static Answer failure(CompletionException e) {
    return switch (e.getCause()) {
      case StoreException.UnreadableRecord unreadable ->
          Answer.failure("% " + unreadable.getMessage() + "\n");
      case StoreException _, TimeoutException _ -> Answer.failure(NO_STORE);
      case null, default -> throw e;
    };
  }

  private String shown(ExecCommand command, Arguments arguments) {
    return switch (command) {
      case SHOW_SESSIONS -> SessionTable.show(sessions(arguments), arguments.has("detailed"));
      case SHOW_IKE_SAS -> IkeSaTable.show(sessions(arguments), arguments.has("detailed"));
      case SHOW_IPSEC_SAS -> IpsecSaTable.show(sessions(arguments));
      case SHOW_CRYPTO_SESSIONS ->
          CryptoSessionTable.show(sessions(arguments), arguments.has("detail"));
      case SHOW_PROFILES -> ProfileTable.show(running(), arguments.text("profile"));
      case SHOW_CERTIFICATES ->
          CertificateTable.show(configuration().policy().profiles(), arguments.text("trustpoint"));
      case SHOW_POOLS ->
          PoolTable.show(configuration(), await(headend.leases()), arguments.text("pool"));
      case SHOW_IKE_STATISTICS -> IkeStatistics.show(report(arguments), configuration().limits());
      case SHOW_AAA_SERVERS -> AaaServerTable.show(report(arguments), Instant.now());
      case SHOW_RADIUS_STATISTICS -> RadiusStatistics.show(report(arguments));
      case SHOW_CLUSTER ->
          MemberTable.show(
              headend.members(), await(headend.report(Optional.empty())), Instant.now());
      case SHOW_VERSION -> "Gatehouse " + headend.release() + "\n";
      case SHOW_RUNNING_CONFIGURATION -> runningConfiguration(arguments.text("section"));
      case SHOW_ARCHIVE -> archive(arguments.number("version"));
      case ENABLE,
          DISABLE,
          EXIT,
          TERMINAL_LENGTH,
          CONFIGURE_TERMINAL,
          CONFIGURE_REPLACE,
          CONFIGURE_ROLLBACK,
          TEST_AAA,
          CLEAR_SESSIONS ->
          throw new IllegalStateException(command + " shows nothing");
    };
  }

  private Configuration configuration() {
    return headend.archive().active();
  }

  private Section running() {
    return StatementReader.read("running-config", headend.archive().running().text().reveal())
        .section();
  }

  private SessionReport sessions(Arguments which) {
    return await(headend.sessions(search(which)));
  }

  private ClusterReport report(Arguments which) {
    return await(headend.report(which.text("node")));
  }

  private static SessionSearch search(Arguments which) {
    return new SessionSearch(
        which.text("user"),
        which.text("address").map(InetAddress::ofLiteral),
        which.text("node"),
        which.text("session").map(number -> new SessionNumber(Integer.parseInt(number))));
  }

  /** Ends what the arguments say. */
  Answer clear(Arguments which) {
    try {
      return Answer.of("Sessions that end: %d\n".formatted(await(headend.end(search(which)))));
    } catch (CompletionException e) {
      return failure(e);
    }
  }

  /** What a command shows, for machines. */
  Answer json(ExecCommand command, Arguments arguments) {
    if (TABLES_OF_SESSIONS.contains(command)) {
      return json(arguments);
    }
    return REPORTS_OF_NODES.contains(command)
        ? Answer.of(ClusterJson.show(report(arguments)))
        : Answer.failure("% Only sessions and what nodes count are printed for machines.\n");
  }

  private Answer json(Arguments which) {
    try {
      return Answer.of(SessionJson.show(sessions(which)));
    } catch (CompletionException e) {
      return failure(e);
    }
  }

  private String runningConfiguration(Optional<String> section) {
    ArchivedConfiguration running = headend.archive().running();
    String text =
        "!\n! Configuration version %d by %s on %s\n!\n%s"
            .formatted(
                running.version().number(),
                running.version().author(),
                running.version().node(),
                running.text().masked());
    return section
        .map(words -> OutputModifier.section(text, "^" + Pattern.quote(words)))
        .orElse(text);
  }

  private String archive(Optional<Long> version) {
    return version
        .map(
            number ->
                await(headend.archive().version(number))
                    .map(archived -> archived.text().masked())
                    .orElse("%% There is no version %d.\n".formatted(number)))
        .orElseGet(() -> ArchiveTable.show(await(headend.archive().versions())));
  }

  private static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
  }
}
