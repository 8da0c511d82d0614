package io.gatehouse.client.command;

import io.gatehouse.client.initiator.ClientEvent;
import io.gatehouse.client.net.VpnClient;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Does one action after the other. */
final class ActionRunner {

  private static final Duration PING_INTERVAL = Duration.ofMillis(200);
  private static final int PING_SIZE = 56;

  private final VpnClient client;
  private final Console console;
  private final CompletableFuture<ClientEvent> end;

  ActionRunner(VpnClient client, Console console, CompletableFuture<ClientEvent> end) {
    this.client = client;
    this.console = console;
    this.end = end;
  }

  /** Whether it did what it should. */
  boolean run(Action action) throws InterruptedException {
    return switch (action) {
      case Action.Ping ping -> ping(ping);
      case Action.Hold hold -> hold(hold.time());
      case Action.Tell tell -> succeeded(client.command(tell.command()).join());
      case Action.Vanish _ -> {
        client.close();
        console.report(new ClientEvent.Vanished("connected"));
        yield true;
      }
    };
  }

  private boolean ping(Action.Ping ping) throws InterruptedException {
    try {
      InetAddress host = InetAddress.getByName(ping.host());
      var result = client.ping(host, ping.count(), PING_SIZE, PING_INTERVAL);
      console.report(result);
      return result.received() == result.sent();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("no address is known for " + ping.host(), e);
    }
  }

  /** False when the connection ended before. */
  private boolean hold(Duration time) throws InterruptedException {
    try {
      end.get(time.toMillis(), TimeUnit.MILLISECONDS);
      return false;
    } catch (TimeoutException e) {
      return true;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean succeeded(ClientEvent event) {
    return switch (event) {
      case ClientEvent.Alive _, ClientEvent.Rekeyed _ -> true;
      case ClientEvent.Deleted deleted -> deleted.by().equals("client");
      case ClientEvent.Connected _,
          ClientEvent.Asked _,
          ClientEvent.Banner _,
          ClientEvent.AuthenticationFailed _,
          ClientEvent.Failed _,
          ClientEvent.Vanished _,
          ClientEvent.Retransmitted _,
          ClientEvent.TimedOut _,
          ClientEvent.Probed _,
          ClientEvent.Synchronized _,
          ClientEvent.RekeyRefused _ ->
          false;
    };
  }
}
