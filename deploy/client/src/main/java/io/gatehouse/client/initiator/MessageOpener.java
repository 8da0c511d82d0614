package io.gatehouse.client.initiator;

import io.gatehouse.protocol.ike.crypto.MessageProtection;
import io.gatehouse.protocol.ike.exchange.IkeSa;
import io.gatehouse.protocol.ike.message.CiscoFragment;
import io.gatehouse.protocol.ike.message.IkeHeader;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.MessageCodec;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.util.Optional;

/** From datagrams to what stands inside their Encrypted payloads, over both kinds of fragments. */
final class MessageOpener {

  private final IkeSa sa;
  private final MessageProtection protection;
  private final boolean fromInitiator;
  private final Reassembly fragments = new Reassembly();
  private final Reassembly ciscoFragments = new Reassembly();
  private int firstPayload;

  private MessageOpener(IkeSa sa, MessageProtection protection, boolean fromInitiator) {
    this.sa = sa;
    this.protection = protection;
    this.fromInitiator = fromInitiator;
  }

  /** Opens what the headend sends. */
  static MessageOpener ofHeadend(IkeSa sa) {
    return new MessageOpener(sa, sa.outbound(), false);
  }

  /** Opens what the client sends. */
  static MessageOpener ofClient(IkeSa sa) {
    return new MessageOpener(sa, sa.inbound(), true);
  }

  /** Nothing when {@code datagram} is not of this IKE SA, not genuine, or not all of a message. */
  Optional<IkeMessage> open(Octets datagram) {
    return switch (MessageCodec.decode(datagram)) {
      case MessageCodec.Whole whole -> open(datagram, whole.message());
      case MessageCodec.Fragment piece -> reassemble(piece.header(), piece.fragment());
      case MessageCodec.OtherVersion _, MessageCodec.Malformed _ -> Optional.empty();
    };
  }

  private Optional<IkeMessage> open(Octets datagram, IkeMessage message) {
    if (!ofThisSa(message.header()) || message.payloads().isEmpty()) {
      return Optional.empty();
    }
    return switch (message.payloads().getLast()) {
      case Payload.Encrypted encrypted ->
          protection
              .open(datagram, encrypted)
              .flatMap(inner -> inner(message.header(), encrypted.firstPayload(), inner));
      case Payload.EncryptedFragment fragment ->
          protection
              .open(datagram, fragment)
              .flatMap(piece -> reassemble(message.header(), fragment, piece));
      default -> Optional.empty();
    };
  }

  private Optional<IkeMessage> reassemble(
      IkeHeader header, Payload.EncryptedFragment fragment, Octets piece) {
    if (fragment.number() == 1) {
      firstPayload = fragment.firstPayload();
    }
    return fragments
        .add(key(header), fragment.number(), fragment.total(), piece)
        .flatMap(whole -> inner(header, firstPayload, whole));
  }

  private Optional<IkeMessage> reassemble(IkeHeader header, CiscoFragment fragment) {
    if (!ofThisSa(header)) {
      return Optional.empty();
    }
    int total = fragment.last() ? fragment.number() : 0;
    return ciscoFragments
        .add(fragment.id(), fragment.number(), total, fragment.data())
        .flatMap(this::openReassembled);
  }

  private Optional<IkeMessage> openReassembled(Octets datagram) {
    return MessageCodec.decode(datagram) instanceof MessageCodec.Whole whole
        ? open(datagram, whole.message())
        : Optional.empty();
  }

  /** Requests and responses number their messages each for themselves. */
  private static int key(IkeHeader header) {
    return header.messageId() * 2 + (header.response() ? 1 : 0);
  }

  private boolean ofThisSa(IkeHeader header) {
    return header.initiatorSpi() == sa.initiatorSpi()
        && header.responderSpi() == sa.responderSpi()
        && header.initiator() == fromInitiator;
  }

  private static Optional<IkeMessage> inner(IkeHeader header, int firstPayload, Octets inner) {
    return MessageCodec.decodeInner(header, firstPayload, inner) instanceof MessageCodec.Whole whole
        ? Optional.of(whole.message())
        : Optional.empty();
  }
}
