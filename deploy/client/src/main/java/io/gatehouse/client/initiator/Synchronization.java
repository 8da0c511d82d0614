package io.gatehouse.client.initiator;

import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * IKEV2_MESSAGE_ID_SYNC (RFC 6311 section 5.1), in a request or in the answer to it.
 *
 * @param nonce 4 octets
 * @param next id of the sender's next request
 * @param expected id of the next request that the sender expects
 */
record Synchronization(Octets nonce, int next, int expected) {

  private static final int NONCE_LENGTH = 4;
  private static final int LENGTH = NONCE_LENGTH + 2 * Integer.BYTES;

  /** The message id is 0, whichever is next. */
  static Optional<Synchronization> in(IkeMessage request) {
    return Optional.of(request)
        .filter(message -> message.header().messageId() == 0)
        .filter(message -> message.header().is(ExchangeType.INFORMATIONAL))
        .flatMap(message -> message.notify(NotifyType.IKEV2_MESSAGE_ID_SYNC))
        .map(Payload.Notify::data)
        .filter(data -> data.length() == LENGTH)
        .map(Synchronization::read);
  }

  private static Synchronization read(Octets data) {
    ByteBuffer buffer = data.buffer();
    byte[] nonce = new byte[NONCE_LENGTH];
    buffer.get(nonce);
    return new Synchronization(Octets.owned(nonce), buffer.getInt(), buffer.getInt());
  }

  Payload payload() {
    byte[] data =
        ByteBuffer.allocate(LENGTH).put(nonce.array()).putInt(next).putInt(expected).array();
    return Payload.Notify.of(NotifyType.IKEV2_MESSAGE_ID_SYNC, Octets.owned(data));
  }

  /** What a client answers whose ids are these; none of them goes back. */
  Synchronization answer(int ownNext, int ownExpected) {
    return new Synchronization(nonce, higher(ownNext, expected), higher(ownExpected, next));
  }

  private static int higher(int one, int other) {
    return Integer.compareUnsigned(one, other) > 0 ? one : other;
  }
}
