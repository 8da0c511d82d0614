package io.gatehouse.client.command;

import io.gatehouse.client.initiator.ClientEvent;
import io.gatehouse.client.initiator.InitiatorSettings;
import io.gatehouse.client.net.Headend;
import io.gatehouse.client.net.VpnClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

  @Option(names = "--server", required = true, description = "The headend's name or address.")
  private String server = "";

  @Option(names = "--ike-port", defaultValue = "500", description = "Default: ${DEFAULT-VALUE}")
  private int ikePort;

  @Option(
      names = "--nat-traversal-port",
      defaultValue = "4500",
      description = "Default: ${DEFAULT-VALUE}")
  private int natTraversalPort;

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
    CommandSpec command = java.util.Objects.requireNonNull(spec);
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
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  private VpnClient start(InitiatorSettings settings, Console console) throws IOException {
    var headend = new Headend(InetAddress.getByName(server), ikePort, natTraversalPort);
    return VpnClient.start(
        headend,
        new InetSocketAddress(local, localPort),
        settings,
        Optional.ofNullable(tun),
        console);
  }

  /** The socket stays open while the client is silent, as that of a client that hangs. */
  private int vanished() throws InterruptedException {
    Thread.sleep(java.time.Duration.ofSeconds(actions.hold));
    return WELL;
  }

  private int connected(VpnClient client, Console console, CompletableFuture<ClientEvent> end) {
    var runner = new ActionRunner(client, console, end);
    var done = new CompletableFuture<Boolean>();
    // Standard input cannot be interrupted, so that a thread of its own waits for it.
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                done.complete(runAll(runner, console));
              } catch (InterruptedException | RuntimeException e) {
                done.completeExceptionally(e);
              }
            });
    var lost = new CompletableFuture<Boolean>();
    end.thenAccept(event -> completeIfLost(event, lost));
    return done.applyToEither(lost, well -> well).join() ? WELL : NOT_WELL;
  }

  private static void completeIfLost(ClientEvent event, CompletableFuture<Boolean> lost) {
    if (!(event instanceof ClientEvent.Deleted deleted && deleted.by().equals("client"))) {
      lost.complete(false);
    }
  }

  private boolean runAll(ActionRunner runner, Console console) throws InterruptedException {
    boolean well = true;
    for (Action action : actions.first()) {
      well &= runner.run(action);
    }
    if (actions.interactive) {
      well &= runLines(runner, console);
    }
    return runner.run(actions.last()) && well;
  }

  private boolean runLines(ActionRunner runner, Console console) throws InterruptedException {
    boolean well = true;
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        try {
          well &= line.isBlank() || runner.run(Action.parse(line));
        } catch (IllegalArgumentException e) {
          console.complain(e.getMessage());
          well = false;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return well;
  }
}
