package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * RFC 6311: after a recovery the headend asks the client which message ids are next. Of the
 * client's requests, and of the headend's own, those that changed nothing were not stored.
 *
 * <p>It asks once in the life of a session, by one message, and not at all under an AEAD cipher:
 * there strongSwan makes the IV of the message id, cannot make a second message with id 0 under the
 * same keys, and ends the IKE SA when it fails to. To have answered the headend's very first
 * request is enough for that.
 */
final class MessageIdSynchronization {

  /** The exchange is outside of both windows. */
  static final int MESSAGE_ID = 0;

  private static final int NONCE_LENGTH = 4;
  private static final int LENGTH = NONCE_LENGTH + 2 * Integer.BYTES;

  private MessageIdSynchronization() {}

  /**
   * What either side says, in the client's words: its next request, and the headend's.
   *
   * @param nonce 4 octets
   */
  private record Ids(Octets nonce, int clientsNext, int headendsNext) {}

  static boolean isSupported(Established session) {
    return session.peer().messageIdSync() && !session.ikeSa().suite().encryption().aead();
  }

  static boolean isDue(Established session) {
    return isSupported(session) && session.window().open();
  }

  static Outstanding.Purpose purpose(Established session, Context context) {
    byte[] nonce = new byte[NONCE_LENGTH];
    context.random().nextBytes(nonce);
    return new Outstanding.Purpose.MessageIdSync(
        Octets.owned(nonce), session.ownIds().unused(), session.window().nextId());
  }

  /** Section 5.1: nonce, next id to be sent, next id expected. */
  static List<Payload> request(Outstanding.Purpose.MessageIdSync sync) {
    byte[] data =
        ByteBuffer.allocate(LENGTH)
            .put(sync.nonce().array())
            .putInt(sync.headendsNext())
            .putInt(sync.clientsNext())
            .array();
    return List.of(Payload.Notify.of(NotifyType.IKEV2_MESSAGE_ID_SYNC, Octets.owned(data)));
  }

  /**
   * Whether a message is to be passed over while the answer is awaited.
   *
   * <p>A response that is not the answer may be an old one, sent again by somebody who has recorded
   * it: nothing of it counts, the path neither. A request is not answered, because strongSwan
   * abandons it when it answers the headend, and ends the IKE SA when the response still comes.
   */
  static boolean passesOver(Established session, Incoming incoming) {
    return session
        .outstanding()
        .map(Outstanding::purpose)
        .filter(
            purpose ->
                purpose instanceof Outstanding.Purpose.MessageIdSync sync
                    && !isAnswer(incoming, sync))
        .isPresent();
  }

  private static boolean isAnswer(Incoming incoming, Outstanding.Purpose.MessageIdSync sync) {
    return switch (incoming) {
      case Incoming.Response(IkeMessage message) ->
          ids(message).filter(ids -> isValid(ids, sync)).isPresent();
      case Incoming.Partial _ -> true;
      case Incoming.Request _, Incoming.Repeated _, Incoming.Broken _, Incoming.Unusable _ -> false;
    };
  }

  private static Optional<Ids> ids(IkeMessage message) {
    return message
        .notify(NotifyType.IKEV2_MESSAGE_ID_SYNC)
        .map(Payload.Notify::data)
        .filter(data -> data.length() == LENGTH)
        .map(
            data -> {
              ByteBuffer buffer = data.buffer();
              byte[] nonce = new byte[NONCE_LENGTH];
              buffer.get(nonce);
              return new Ids(Octets.owned(nonce), buffer.getInt(), buffer.getInt());
            });
  }

  /** The client never goes back behind what it was told. */
  private static boolean isValid(Ids ids, Outstanding.Purpose.MessageIdSync sync) {
    return ids.nonce().equals(sync.nonce())
        && Integer.compareUnsigned(ids.clientsNext(), sync.clientsNext()) >= 0
        && Integer.compareUnsigned(ids.headendsNext(), sync.headendsNext()) >= 0;
  }

  /** The valid answer. */
  static Step answered(Established settled, IkeMessage message, Context context) {
    Ids ids = ids(message).orElseThrow();
    Established moved =
        settled
            .edit()
            .window(settled.window().synchronizedAt(ids.clientsNext()))
            .ownIds(settled.ownIds().synchronizedAt(ids.headendsNext()))
            .done();
    // From here on requests may go unstored again, which the store must know.
    return OwnRequests.pump(moved, List.of(), true, context);
  }

  /**
   * The client goes on where it was, and so does the headend: see {@link RequestWindow} and {@link
   * OwnMessageIds}. The client is looked for at once, in the other way.
   */
  static Step unanswered(Established session, Context context) {
    Established settled = session.edit().outstanding(Optional.empty()).done();
    List<Decision> note =
        List.of(
            new Decision.Report(
                new SessionEvent.Noted(
                    session.sessionId(), "the client does not answer IKEV2_MESSAGE_ID_SYNC")));
    boolean looksForClient =
        settled.ownIds().areInDoubt() && settled.timing().deadPeerDetection().isPresent();
    return looksForClient
        ? OwnRequests.begin(settled, new Outstanding.Purpose.CatchUp(), note, context)
        : OwnRequests.pump(settled, note, false, context);
  }
}
