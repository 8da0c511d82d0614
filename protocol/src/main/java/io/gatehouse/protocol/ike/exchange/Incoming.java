package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.message.IkeHeader;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.MessageCodec;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * What a datagram for an IKE SA turns out to be, once it is put together, verified and decrypted.
 */
sealed interface Incoming {

  /** The next request of the client. */
  record Request(IkeMessage message) implements Incoming {}

  /** The client has not seen the last response. */
  record Repeated() implements Incoming {}

  /** To the headend's own request. */
  record Response(IkeMessage message) implements Incoming {}

  /** A fragment; more must come. */
  record Partial(Fragments fragments) implements Incoming {}

  /** Authentic, but what is inside is no chain of payloads: INVALID_SYNTAX when it is a request. */
  record Broken(IkeHeader header, String reason) implements Incoming {}

  /**
   * Not authentic, not expected, or not whole: to be dropped in silence (RFC 7296 section 2.21).
   */
  record Unusable(String reason) implements Incoming {}

  /**
   * What the reader must know of the IKE SA.
   *
   * @param awaitedResponse by its message id
   * @param ciscoFragments whether to collect Cisco's fragments: nothing protects them, so that only
   *     a client that has announced them should make the headend hold any
   */
  record Expectation(
      IkeSa ikeSa, RequestWindow window, IntPredicate awaitedResponse, boolean ciscoFragments) {}

  static Incoming read(Octets datagram, Expectation expected, Fragments fragments) {
    return switch (MessageCodec.decode(datagram)) {
      case MessageCodec.Whole(IkeMessage message) -> whole(datagram, message, expected, fragments);
      case MessageCodec.Fragment _ when !expected.ciscoFragments() ->
          new Unusable("a kind of fragment that the client did not announce");
      case MessageCodec.Fragment fragment ->
          switch (fragments.cisco().add(fragment.fragment())) {
            case CiscoReassembly.Complete(Octets inner) -> unfragmented(inner, expected, fragments);
            case CiscoReassembly.Collecting(CiscoReassembly more) ->
                new Partial(fragments.with(more));
          };
      case MessageCodec.OtherVersion _ -> new Unusable("another major version");
      case MessageCodec.Malformed malformed -> new Unusable(malformed.reason());
    };
  }

  /** A message from Cisco fragments must not be a fragment itself. */
  private static Incoming unfragmented(Octets inner, Expectation expected, Fragments fragments) {
    return MessageCodec.decode(inner) instanceof MessageCodec.Whole(IkeMessage message)
        ? whole(inner, message, expected, fragments)
        : new Unusable("fragments do not make a message");
  }

  private static Incoming whole(
      Octets datagram, IkeMessage message, Expectation expected, Fragments fragments) {
    IkeHeader header = message.header();
    IkeSa ikeSa = expected.ikeSa();
    if (header.initiatorSpi() != ikeSa.initiatorSpi()
        || header.responderSpi() != ikeSa.responderSpi()
        || !header.initiator()) {
      return new Unusable("not of this IKE SA");
    }
    if (!timely(header, expected)) {
      return new Unusable("message id " + Integer.toUnsignedString(header.messageId()));
    }
    return switch (message.payloads().isEmpty() ? null : message.payloads().getLast()) {
      case Payload.Encrypted encrypted ->
          ikeSa
              .inbound()
              .open(datagram, encrypted)
              .map(plain -> opened(header, encrypted.firstPayload(), plain, expected))
              .orElse(new Unusable("integrity check failed"));
      case Payload.EncryptedFragment fragment ->
          fragment(datagram, header, fragment, expected, fragments);
      case null, default -> new Unusable("not encrypted");
    };
  }

  private static boolean timely(IkeHeader header, Expectation expected) {
    int id = header.messageId();
    return header.response()
        ? expected.awaitedResponse().test(id)
        : expected.window().isNext(id) || expected.window().isPrevious(id);
  }

  private static Incoming fragment(
      Octets datagram,
      IkeHeader header,
      Payload.EncryptedFragment fragment,
      Expectation expected,
      Fragments fragments) {
    boolean repeated = !header.response() && expected.window().isPrevious(header.messageId());
    if (!repeated && !fragments.of(header.response()).wants(header.messageId(), fragment)) {
      return new Unusable("a fragment that is not needed");
    }
    return expected
        .ikeSa()
        .inbound()
        .open(datagram, fragment)
        .map(plain -> piece(header, fragment, plain, expected, fragments))
        .orElse(new Unusable("integrity check of a fragment failed"));
  }

  private static Incoming piece(
      IkeHeader header,
      Payload.EncryptedFragment fragment,
      Octets plain,
      Expectation expected,
      Fragments fragments) {
    if (!header.response() && expected.window().isPrevious(header.messageId())) {
      // RFC 7383 section 2.6.1: only the first fragment of a retransmission is answered.
      return fragment.number() == 1 ? new Repeated() : new Unusable("repeated fragment");
    }
    Reassembly collected = fragments.of(header.response());
    return switch (collected.add(header.messageId(), fragment, plain)) {
      case Reassembly.Complete(int first, Octets chain) -> opened(header, first, chain, expected);
      case Reassembly.Collecting(Reassembly more) ->
          new Partial(fragments.with(header.response(), more));
    };
  }

  private static Incoming opened(
      IkeHeader header, int firstPayload, Octets plain, Expectation expected) {
    if (!header.response() && expected.window().isPrevious(header.messageId())) {
      return new Repeated();
    }
    return switch (MessageCodec.decodeInner(header, firstPayload, plain)) {
      case MessageCodec.Whole(IkeMessage inner) ->
          header.response() ? new Response(inner) : new Request(inner);
      case MessageCodec.Malformed malformed -> new Broken(header, malformed.reason());
      case MessageCodec.Fragment _, MessageCodec.OtherVersion _ -> new Unusable("impossible");
    };
  }

  /** The types of critical payloads that Gatehouse does not know (RFC 7296 section 2.5). */
  static List<Integer> unsupportedCritical(IkeMessage message) {
    return message
        .all(Payload.Unknown.class)
        .filter(Payload.Unknown::critical)
        .map(Payload.Unknown::type)
        .toList();
  }
}
