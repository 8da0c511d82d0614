package io.gatehouse.benchmark.piece;

import io.gatehouse.protocol.ike.exchange.IkeSa;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.MessageCodec;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;

/** A protected message of the client, taken apart. */
record Opened(Octets datagram, IkeMessage outer, Payload.Encrypted encrypted, Octets plaintext) {

  static Opened of(IkeSa ikeSa, Octets datagram) {
    IkeMessage outer = whole(MessageCodec.decode(datagram));
    var encrypted = outer.first(Payload.Encrypted.class).orElseThrow();
    Octets plaintext = ikeSa.inbound().open(datagram, encrypted).orElseThrow();
    return new Opened(datagram, outer, encrypted, plaintext);
  }

  /** What stands in it. */
  IkeMessage inner() {
    return whole(MessageCodec.decodeInner(outer.header(), encrypted.firstPayload(), plaintext));
  }

  static IkeMessage whole(MessageCodec.Decoded decoded) {
    if (decoded instanceof MessageCodec.Whole(IkeMessage message)) {
      return message;
    }
    throw new IllegalStateException("not a whole message: " + decoded);
  }
}
