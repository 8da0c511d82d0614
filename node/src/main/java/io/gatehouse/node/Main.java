package io.gatehouse.node;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code gatehouse}. */
@Command(
    name = "gatehouse",
    description = "A clustered IKEv2 VPN concentrator with AnyConnect-EAP.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {
      ConsoleCommand.class,
      ShowCommand.class,
      CheckCommand.class,
      ClusterCommand.class,
      ClientProfileCommand.class
    })
public final class Main extends RunCommand {

  /** From sysexits.h: a mistake in a configuration. */
  static final int EXIT_CONFIGURATION = 78;

  /** From sysexits.h: try again later. A node that the cluster has taken out joins it anew. */
  static final int EXIT_LOST = 75;

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"gatehouse " + Release.current()};
    }
  }

  public static void main(String[] arguments) {
    int status = new CommandLine(new Main()).execute(arguments);
    if (status != RUNNING) {
      System.exit(status);
    }
  }
}
