package io.gatehouse.node;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code gatehouse}. */
@Command(
    name = "gatehouse",
    description = "A clustered IKEv2 VPN concentrator with AnyConnect-EAP.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {ShowCommand.class, CheckCommand.class})
public final class Main extends RunCommand {

  /** From sysexits.h: a mistake in a configuration. */
  static final int EXIT_CONFIGURATION = 78;

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"gatehouse " + (version == null ? "(not packaged)" : version)};
    }
  }

  public static void main(String[] arguments) {
    int status = new CommandLine(new Main()).execute(arguments);
    if (status != RUNNING) {
      System.exit(status);
    }
  }
}
