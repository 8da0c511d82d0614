package io.gatehouse.node.console;

import io.gatehouse.cluster.config.language.CommandTree;
import io.gatehouse.cluster.config.language.HelpTexts;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The commands outside of the configuration as the console reads them. */
final class ExecGrammar {

  private static final HelpTexts HELP = HelpTexts.read(ExecGrammar.class, "help.txt");

  private static final Map<Privilege, CommandTree<ExecCommand>> COMMANDS =
      new EnumMap<>(Privilege.class);

  static {
    for (Privilege privilege : Privilege.values()) {
      COMMANDS.put(
          privilege,
          CommandTree.of(
              Arrays.stream(ExecCommand.values()).filter(privilege::allows).toList(),
              ExecCommand::syntax,
              HELP));
    }
  }

  private static final CommandTree<OutputModifier> MODIFIERS =
      CommandTree.of(List.of(OutputModifier.values()), OutputModifier::syntax, HELP);

  private ExecGrammar() {}

  static CommandTree<ExecCommand> commands(Privilege privilege) {
    return Objects.requireNonNull(COMMANDS.get(privilege));
  }

  /** What may follow {@code |}. */
  static CommandTree<OutputModifier> modifiers() {
    return MODIFIERS;
  }
}
