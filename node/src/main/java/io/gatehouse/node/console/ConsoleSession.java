package io.gatehouse.node.console;

import io.gatehouse.cluster.config.archive.ArchivedConfiguration;
import io.gatehouse.cluster.config.archive.CommitOutcome;
import io.gatehouse.cluster.config.archive.ConfigurationVersion;
import io.gatehouse.cluster.config.language.Arguments;
import io.gatehouse.cluster.config.language.Prospect;
import io.gatehouse.node.console.ExecLine.Reading;
import io.gatehouse.node.console.wire.Frame;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/** One operator's session: in which mode it is, and what its lines do. */
final class ConsoleSession {

  private final Headend headend;
  private final ConfigurationChanges changes;
  private final Shows shows;
  private Privilege privilege = Privilege.USER;
  private Optional<Editing> editing = Optional.empty();
  private int pageLength = Frame.Prompt.WHOLE_TERMINAL;
  private boolean ended;

  ConsoleSession(Headend headend, String user) {
    this.headend = headend;
    this.changes = new ConfigurationChanges(headend.archive(), user);
    this.shows = new Shows(headend);
  }

  boolean ended() {
    return ended;
  }

  int pageLength() {
    return pageLength;
  }

  String prompt() {
    if (editing.isPresent() && editing.get().inText()) {
      return "";
    }
    String name = headend.archive().active().hostname();
    return editing
        .map(edited -> name + "(" + ConfigurationPrompt.of(edited.mode()) + ")#")
        .orElse(name + (privilege == Privilege.USER ? ">" : "#"));
  }

  Prospect ahead(String line) {
    return editing
        .map(edited -> ConfigureLine.ahead(edited.mode(), privilege, line))
        .orElseGet(() -> ExecLine.ahead(privilege, line));
  }

  Answer enter(String line) {
    if (editing.isPresent() && editing.get().inText()) {
      return editing.get().enter(line, 0);
    }
    if (line.isBlank() || line.stripLeading().startsWith("!")) {
      return Answer.NOTHING;
    }
    return editing
        .map(edited -> configure(edited, line))
        .orElseGet(() -> exec(line, prompt().length()));
  }

  private Answer configure(Editing edited, String line) {
    return switch (ConfigureLine.read(line, edited.mode())) {
      case ConfigureLine.Exec(String command, int column) ->
          exec(command, prompt().length() + column - 1);
      case ConfigureLine.Leave() -> leave(edited);
      case ConfigureLine.Abort() -> {
        editing = Optional.empty();
        yield Answer.NOTHING;
      }
      case ConfigureLine.Entry(String text) -> edited.enter(text, prompt().length());
    };
  }

  /** Nothing is lost when the configuration cannot be used: the lines are there to be mended. */
  private Answer leave(Editing edited) {
    CommitOutcome outcome = changes.commit(edited.base(), edited.candidate().text().reveal());
    Answer told = Commit.told(outcome);
    if (!told.failed()) {
      editing = Optional.empty();
      return told;
    }
    String moved =
        outcome instanceof CommitOutcome.Conflict(ConfigurationVersion standing)
            ? moved(edited, standing)
            : "";
    return Answer.failure(
        told.text() + moved + "% Mend it and 'end' again, or leave it with 'abort'.\n");
  }

  private String moved(Editing edited, ConfigurationVersion standing) {
    ArchivedConfiguration running = headend.archive().running();
    return running.version().number() < standing.number()
        ? "%% This node does not have version %d yet.\n".formatted(standing.number())
        : edited
            .moveTo(running)
            .orElse("% What was entered is entered on it now: look, and 'end' again.\n");
  }

  private Answer exec(String line, int indent) {
    return switch (ExecLine.read(privilege, line, indent)) {
      case Reading.Refused(String complaint) -> Answer.failure(complaint);
      case Reading.Command(ExecCommand command, Arguments arguments, var filter) ->
          filter
              .map(chosen -> filtered(chosen, command, arguments))
              .orElseGet(() -> carryOut(command, arguments));
    };
  }

  private Answer filtered(ExecLine.Filter filter, ExecCommand command, Arguments arguments) {
    if (filter.modifier() == OutputModifier.JSON) {
      return shows.json(command, arguments);
    }
    try {
      Answer answer = carryOut(command, arguments);
      return new Answer(
          filter.modifier().apply(filter.arguments(), answer.text()), answer.failed());
    } catch (PatternSyntaxException e) {
      return Answer.failure("% " + e.getDescription() + " in the regular expression\n");
    }
  }

  private Answer carryOut(ExecCommand command, Arguments arguments) {
    return switch (command) {
      case ENABLE -> become(Privilege.PRIVILEGED);
      case DISABLE -> become(Privilege.USER);
      case EXIT -> {
        ended = true;
        yield Answer.NOTHING;
      }
      case TERMINAL_LENGTH -> {
        pageLength = Integer.parseInt(arguments.required("lines"));
        yield Answer.NOTHING;
      }
      case CLEAR_SESSIONS -> shows.clear(arguments);
      case TEST_AAA -> new AaaTest(headend).answer(arguments);
      case CONFIGURE_TERMINAL -> configureTerminal();
      case CONFIGURE_REPLACE -> changes.replace(arguments.required("file"));
      case CONFIGURE_ROLLBACK -> changes.rollback(Long.parseLong(arguments.required("version")));
      case SHOW_SESSIONS,
          SHOW_IKE_SAS,
          SHOW_IKE_STATISTICS,
          SHOW_AAA_SERVERS,
          SHOW_RADIUS_STATISTICS,
          SHOW_PROFILES,
          SHOW_IPSEC_SAS,
          SHOW_CRYPTO_SESSIONS,
          SHOW_CERTIFICATES,
          SHOW_POOLS,
          SHOW_CLUSTER,
          SHOW_VERSION,
          SHOW_RUNNING_CONFIGURATION,
          SHOW_ARCHIVE ->
          shows.text(command, arguments);
    };
  }

  private Answer become(Privilege wanted) {
    privilege = wanted;
    return Answer.NOTHING;
  }

  private Answer configureTerminal() {
    if (editing.isPresent()) {
      return Answer.failure("% Already in configure mode.\n");
    }
    editing = Editing.of(headend.archive().running());
    return editing.isPresent()
        ? Answer.of("Enter configuration commands, one per line.  End with CNTL/Z.\n")
        : Answer.failure(
            "% The configuration is of a newer release: replace it, or configure there.\n");
  }
}
