package io.gatehouse.client.command;

import io.gatehouse.client.initiator.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the client does once it is connected. */
final class ActionOptions {

  private static final Duration FOR_EVER = Duration.ofDays(3650);

  @Option(names = "--ping", paramLabel = "HOST", description = "Ping HOST through the tunnel.")
  @Nullable String ping;

  @Option(
      names = "--count",
      defaultValue = "3",
      description = "How often. Default: ${DEFAULT-VALUE}")
  int count;

  @Option(
      names = "--hold",
      defaultValue = "0",
      paramLabel = "SECONDS",
      description = "Then stay connected so long.")
  int hold;

  @Option(
      names = "--stay",
      description = "Then stay connected until the headend or a signal ends it.")
  boolean stay;

  @Option(
      names = "--interactive",
      description =
          "Then read lines from standard input: ping HOST [COUNT], probe, rekey-child, rekey-ike,"
              + " hold SECONDS, delete, vanish.")
  boolean interactive;

  @Option(names = "--vanish", description = "At the end, do not delete the IKE SA.")
  boolean vanish;

  List<Action> first() {
    List<Action> actions = new ArrayList<>();
    if (ping != null) {
      actions.add(new Action.Ping(ping, count));
    }
    if (hold > 0) {
      actions.add(new Action.Hold(Duration.ofSeconds(hold)));
    }
    if (stay) {
      actions.add(new Action.Hold(FOR_EVER));
    }
    return actions;
  }

  Action last() {
    return vanish ? new Action.Vanish() : new Action.Tell(Command.DELETE);
  }
}
