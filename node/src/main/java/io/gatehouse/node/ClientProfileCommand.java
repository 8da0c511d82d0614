package io.gatehouse.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code gatehouse client-profile --host NAME}: writes the profile that users' machines need before
 * they first connect, and says where it belongs there.
 */
@Command(
    name = "client-profile",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a client profile for AnyConnect (Cisco Secure Client), in XML,",
      "and says where it belongs on users' machines."
    })
final class ClientProfileCommand implements Callable<Integer> {

  private static final String INSTRUCTIONS =
      """
      Put it on each user's machine, under any name that ends in .xml, and start the client anew:
        Windows       %ProgramData%\\Cisco\\Cisco Secure Client\\VPN\\Profile\\
        macOS, Linux  /opt/cisco/secureclient/vpn/profile/
      AnyConnect 4 reads other directories:
        Windows       %ProgramData%\\Cisco\\Cisco AnyConnect Secure Mobility Client\\Profile\\
        macOS, Linux  /opt/cisco/anyconnect/profile/
      The client must not look for updates: <BypassDownloader>true</BypassDownloader> in its
      AnyConnectLocalPolicy.xml.
      """;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--host",
      paramLabel = "NAME",
      required = true,
      description = "What clients connect to; the headend's certificate must name it.")
  private String host = "";

  @Option(
      names = "--name",
      paramLabel = "TEXT",
      description = "What users read in the list of servers. Default: the host.")
  private @Nullable String name;

  @Option(
      names = "--user-group",
      paramLabel = "GROUP",
      description = "The group to begin with: one of 'anyconnect group'.")
  private @Nullable String userGroup;

  @Option(
      names = "--ike-identity",
      paramLabel = "TEXT",
      description = {
        "What the client sends as IDi, for 'match identity remote key-id TEXT'.",
        "Default: *$$AnyConnectClient$$*"
      })
  private @Nullable String ikeIdentity;

  @Option(
      names = "--standard-authentication-only",
      description = "Write StandardAuthenticationOnly true instead of false.")
  private boolean standardAuthenticationOnly;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where to write it. Default: standard output.")
  private @Nullable Path output;

  @Override
  public Integer call() throws IOException {
    CommandSpec command = Objects.requireNonNull(spec);
    String xml = profile(command).xml();
    if (output == null) {
      command.commandLine().getOut().print(xml);
      command.commandLine().getOut().flush();
    } else {
      Files.writeString(output, xml, StandardCharsets.UTF_8);
    }
    command.commandLine().getErr().print(INSTRUCTIONS);
    command.commandLine().getErr().flush();
    return 0;
  }

  private ClientProfile profile(CommandSpec command) {
    try {
      return new ClientProfile(
          Optional.ofNullable(name).orElse(host),
          host,
          Optional.ofNullable(userGroup),
          Optional.ofNullable(ikeIdentity),
          standardAuthenticationOnly);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          command.commandLine(), Objects.requireNonNullElse(e.getMessage(), "wrong options"), e);
    }
  }
}
