package io.gatehouse.node.console;

import io.gatehouse.cluster.config.language.CommandTree;
import io.gatehouse.cluster.config.language.HelpTexts;
import io.gatehouse.cluster.config.language.Syntax;
import java.util.List;

/** What may be typed in every block of the configuration besides its own commands. */
@SuppressWarnings("ImmutableEnumChecker") // records of lists that are copied
enum ConfigureCommand {
  ABORT("abort"),
  DEFAULT("default <command:line>"),
  DO("do <command:line>"),
  END("end"),
  EXIT("exit"),
  NO("no <command:line>");

  private static final CommandTree<ConfigureCommand> TREE =
      CommandTree.of(
          List.of(values()),
          command -> command.syntax,
          HelpTexts.read(ConfigureCommand.class, "configure-help.txt"));

  private final Syntax syntax;

  ConfigureCommand(String notation) {
    this.syntax = Syntax.of(notation);
  }

  static CommandTree<ConfigureCommand> tree() {
    return TREE;
  }
}
