package io.gatehouse.client.initiator;

import java.util.List;

/** What is worth telling about a client. Texts are for people, except where a list is given. */
public sealed interface ClientEvent {

  /**
   * The tunnel is up.
   *
   * @param headend the identity that the headend proved
   */
  record Connected(
      List<String> addresses,
      List<String> nameServers,
      List<String> subnets,
      String banner,
      String defaultDomain,
      String headend,
      String ike,
      String esp)
      implements ClientEvent {}

  /** The headend shows its user a form, with what was wrong before. */
  record Asked(String title, String message, String error) implements ClientEvent {}

  /** The headend shows its user a text that has to be accepted. */
  record Banner(String text) implements ClientEvent {}

  /** One side did not convince the other. */
  record AuthenticationFailed(String reason) implements ClientEvent {}

  /** It is over for another reason. */
  record Failed(String reason) implements ClientEvent {}

  /** The client fell silent, as it was told to. */
  record Vanished(String after) implements ClientEvent {}

  record Retransmitted(String exchange, int times) implements ClientEvent {}

  /** The headend does not answer. */
  record TimedOut(String exchange) implements ClientEvent {}

  /** The headend answered a probe. */
  record Alive() implements ClientEvent {}

  /** The headend probed the client. */
  record Probed() implements ClientEvent {}

  /**
   * The headend asked which message ids are next (RFC 6311).
   *
   * @param next of the client's
   * @param expected of the headend's
   */
  record Synchronized(int next, int expected) implements ClientEvent {}

  /**
   * An SA has a successor.
   *
   * @param sa {@code ike} or {@code child}
   * @param by {@code client} or {@code headend}
   */
  record Rekeyed(String sa, String by) implements ClientEvent {}

  /** A rekeying did not come about; the SA stays as it is. */
  record RekeyRefused(String sa, String reason) implements ClientEvent {}

  /**
   * The IKE SA is gone, and all with it.
   *
   * @param by {@code client} or {@code headend}
   */
  record Deleted(String by) implements ClientEvent {}

  /** Whether nothing can follow. */
  default boolean last() {
    return switch (this) {
      case AuthenticationFailed _, Failed _, Vanished _, TimedOut _, Deleted _ -> true;
      case Connected _,
          Asked _,
          Banner _,
          Retransmitted _,
          Alive _,
          Probed _,
          Synchronized _,
          Rekeyed _,
          RekeyRefused _ ->
          false;
    };
  }
}
