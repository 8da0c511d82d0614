package io.gatehouse.client.command;

import io.gatehouse.client.initiator.ClientEvent;
import io.gatehouse.client.initiator.Command;
import io.gatehouse.client.net.VpnClient;
import java.util.concurrent.TimeUnit;

/** Deletes the IKE SA when a signal ends the process. */
final class Goodbye implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 3;

  private final Thread hook;

  Goodbye(VpnClient client) {
    hook = new Thread(() -> say(client), "gatehouse-client-goodbye");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private static void say(VpnClient client) {
    ClientEvent _ =
        client
            .command(Command.DELETE)
            .completeOnTimeout(
                new ClientEvent.TimedOut("goodbye"), PATIENCE_SECONDS, TimeUnit.SECONDS)
            .join();
  }

  /** The process ends in another way. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyEnding) {
      // Then the hook is at work, and says goodbye.
    }
  }
}
