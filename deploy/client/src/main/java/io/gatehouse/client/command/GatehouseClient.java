package io.gatehouse.client.command;

import io.gatehouse.client.initiator.Milestone;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command itself, which has subcommands only. */
@Command(
    name = "gatehouse-client",
    mixinStandardHelpOptions = true,
    subcommands = {ConnectCommand.class, LoadCommand.class},
    description = {
      "A simulated AnyConnect client, or many of them.",
      "Options may stand in a file: gatehouse-client connect @FILE."
    })
public final class GatehouseClient {

  private GatehouseClient() {}

  /** The exit status. */
  public static int run(String... arguments) {
    return commandLine().execute(arguments);
  }

  static CommandLine commandLine() {
    return new CommandLine(new GatehouseClient())
        .registerConverter(Milestone.class, IkeOptions::milestone)
        .setCaseInsensitiveEnumValuesAllowed(true);
  }
}
