package io.gatehouse.client.command;

import io.gatehouse.client.initiator.ClientEvent;
import io.gatehouse.client.initiator.InitiatorSettings;
import io.gatehouse.client.net.VpnClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Connects one client. */
@Command(
    name = "connect",
    mixinStandardHelpOptions = true,
    description = {
      "Connects to a headend, does what it is told, and leaves.",
      "Prints one line of JSON for each event on standard output.",
      "Exit status: 0 all went well, 1 not so, 2 wrong usage."
    })
final class ConnectCommand implements Callable<Integer> {

  private static final int WELL = 0;
  private static final int NOT_WELL = 1;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private HeadendOptions headend = new HeadendOptions();

  @Option(names = "--local", description = "Local address to send from.")
  private @Nullable InetAddress local;

  @Option(names = "--local-port", defaultValue = "0", description = "0, the default: any.")
  private int localPort;

  @ArgGroup(multiplicity = "1")
  private CredentialOptions credentials = new CredentialOptions();

  @Mixin private IkeOptions ike = new IkeOptions();

  @Mixin private ActionOptions actions = new ActionOptions();

  @Option(names = "--tun", paramLabel = "NAME", description = "Make a TUN device for the traffic.")
  private @Nullable String tun;

  @Option(
      names = "--key-log",
      paramLabel = "FILE",
      description = "Add the keys of IKE SAs to FILE, for Wireshark's ikev2_decryption_table.")
  private @Nullable Path keyLog;

  @Override
  public Integer call() throws Exception {
    CommandSpec command = Objects.requireNonNull(spec);
    var console =
        new Console(
            command.commandLine().getOut(),
            command.commandLine().getErr(),
            Optional.ofNullable(keyLog).map(KeyLog::new));
    try (VpnClient client = start(settings(command), console)) {
      CompletableFuture<ClientEvent> end = client.next(event -> false);
      return switch (client.connect().join()) {
        case ClientEvent.Connected _ -> connected(client, console, end);
        case ClientEvent.Vanished _ -> vanished();
        default -> NOT_WELL;
      };
    }
  }

  private InitiatorSettings settings(CommandSpec command) {
    try {
      return ike.settings(credentials.credentials());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          command.commandLine(), Objects.requireNonNullElse(e.getMessage(), "wrong options"), e);
    }
  }

  private VpnClient start(InitiatorSettings settings, Console console) throws IOException {
    return VpnClient.start(
        headend.headend(),
        new InetSocketAddress(local, localPort),
        settings,
        Optional.ofNullable(tun),
        console);
  }

  /** The socket stays open while the client is silent, as that of a client that hangs. */
  private int vanished() throws InterruptedException {
    Thread.sleep(Duration.ofSeconds(actions.hold));
    return WELL;
  }

  private int connected(VpnClient client, Console console, CompletableFuture<ClientEvent> end) {
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var script = new Script(actions, new ActionRunner(client, console, end), console, lines);
    try (Goodbye _ = new Goodbye(client)) {
      return script.start().applyToEither(lost(end), well -> well).join() ? WELL : NOT_WELL;
    }
  }

  /** Completes, with false, when it was not the client that ended the connection. */
  private static CompletableFuture<Boolean> lost(CompletableFuture<ClientEvent> end) {
    return end.thenCompose(
        event ->
            event instanceof ClientEvent.Deleted deleted && deleted.by().equals("client")
                ? new CompletableFuture<Boolean>()
                : CompletableFuture.completedFuture(false));
  }
}
