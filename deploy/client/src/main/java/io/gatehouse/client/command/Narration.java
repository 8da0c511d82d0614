package io.gatehouse.client.command;

import io.gatehouse.client.initiator.ClientEvent;

/** What happened in a sentence, for people. */
final class Narration {

  private Narration() {}

  static String of(ClientEvent event) {
    return switch (event) {
      case ClientEvent.Connected connected ->
          "connected as %s to %s (IKE %s, ESP %s)"
              .formatted(
                  String.join(", ", connected.addresses()),
                  connected.headend(),
                  connected.ike(),
                  connected.esp());
      case ClientEvent.Asked asked -> "asked: " + asked.message() + warning(asked.error());
      case ClientEvent.Banner banner -> "banner: " + banner.text();
      case ClientEvent.AuthenticationFailed failed -> "authentication failed: " + failed.reason();
      case ClientEvent.Failed failed -> "failed: " + failed.reason();
      case ClientEvent.Vanished vanished -> "vanished after " + vanished.after();
      case ClientEvent.Retransmitted again ->
          "no answer yet, sent " + again.exchange() + " again (" + again.times() + ")";
      case ClientEvent.TimedOut timedOut -> "gave up: no answer to " + timedOut.exchange();
      case ClientEvent.Alive _ -> "the headend is alive";
      case ClientEvent.Probed _ -> "the headend asked whether the client is alive";
      case ClientEvent.Synchronized(int next, int expected) ->
          "message ids synchronized: the client's next is %d, the headend's %d"
              .formatted(next, expected);
      case ClientEvent.Rekeyed rekeyed ->
          "the " + rekeyed.by() + " rekeyed the " + rekeyed.sa() + " SA";
      case ClientEvent.RekeyRefused refused ->
          "the " + refused.sa() + " SA was not rekeyed: " + refused.reason();
      case ClientEvent.Deleted deleted -> "the " + deleted.by() + " deleted the IKE SA";
    };
  }

  private static String warning(String error) {
    return error.isEmpty() ? "" : " (" + error + ")";
  }
}
