package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.octets.Octets;
import java.util.List;

/**
 * The client's requests, one at a time (RFC 7296 sections 2.1 to 2.3).
 *
 * @param nextId the message id of the next request
 * @param acceptUpTo the highest id that may stand in its place. It is above {@code nextId} only
 *     after a recovery: requests that changed nothing, as dead peer detection, were answered but
 *     not stored.
 * @param answering whether request {@code nextId - 1} still waits for its response
 * @param lastResponse to request {@code nextId - 1}; a retransmission gets identical octets
 * @param checkpoint the {@code nextId} that is known to be in the store
 * @param open since a recovery, and the client has not said yet where it is
 */
public record RequestWindow(
    int nextId,
    int acceptUpTo,
    boolean answering,
    List<Octets> lastResponse,
    int checkpoint,
    boolean open) {

  /** After so many requests in a row that went unstored the store is asked. */
  static final int CHECKPOINT_INTERVAL = 64;

  /** So many may have gone unstored until it did it: while it is away all of them do. */
  static final int MOST_UNSTORED = 1 << 16;

  public RequestWindow {
    lastResponse = List.copyOf(lastResponse);
  }

  static RequestWindow startingAt(int nextId) {
    return new RequestWindow(nextId, nextId, false, List.of(), nextId, false);
  }

  boolean isNext(int messageId) {
    return !answering
        && Integer.compareUnsigned(messageId, nextId) >= 0
        && Integer.compareUnsigned(messageId, acceptUpTo) <= 0;
  }

  /** A retransmission; it is to be answered only when a response is there. */
  boolean isPrevious(int messageId) {
    return messageId == nextId - 1 && (answering || !lastResponse.isEmpty());
  }

  RequestWindow accept(int messageId) {
    int next = messageId + 1;
    int upTo = Integer.compareUnsigned(acceptUpTo, next) > 0 ? acceptUpTo : next;
    return new RequestWindow(next, upTo, true, List.of(), checkpoint, open);
  }

  RequestWindow answered(List<Octets> response) {
    return new RequestWindow(nextId, acceptUpTo, false, response, checkpoint, open);
  }

  boolean checkpointDue() {
    return nextId - checkpoint >= CHECKPOINT_INTERVAL;
  }

  RequestWindow stored() {
    return new RequestWindow(nextId, acceptUpTo, answering, lastResponse, nextId, open);
  }

  /** As {@link #stored} was not done. */
  RequestWindow unstored(int lastCheckpoint) {
    return new RequestWindow(nextId, acceptUpTo, answering, lastResponse, lastCheckpoint, open);
  }

  RequestWindow recovered() {
    return new RequestWindow(
        nextId, checkpoint + MOST_UNSTORED, false, lastResponse, checkpoint, true);
  }

  /**
   * The client has said what its next request will be (RFC 6311). The one before that may be on its
   * way still, unless it is known to be answered.
   */
  RequestWindow synchronizedAt(int clientsNext) {
    boolean ahead = Integer.compareUnsigned(clientsNext - 1, nextId) > 0;
    int next = ahead ? clientsNext - 1 : nextId;
    int upTo = Integer.compareUnsigned(clientsNext, next) > 0 ? clientsNext : next;
    return new RequestWindow(
        next, upTo, answering && !ahead, ahead ? List.of() : lastResponse, checkpoint, false);
  }
}
