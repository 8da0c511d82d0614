package io.gatehouse.protocol.ike.exchange;

/**
 * The message ids of the headend's own requests.
 *
 * <p>Dead peer detection changes nothing, and is not stored each time. So a session that is read
 * back does not know which id the client expects next: one of {@code next} and the {@code inDoubt -
 * 1} after it. Empty requests with each of these ids, in order, bring the client to the id behind
 * them, wherever it stood: it drops those that it does not expect, answers the one before again
 * (RFC 7296 section 2.1), and takes the others one after the other, or each when it is asked again.
 *
 * @param next the id of the next request
 * @param inDoubt so many ids from {@code next} on may have been used; 0: none was
 * @param checkpoint the {@code next} that is known to be in the store
 */
public record OwnMessageIds(int next, int inDoubt, int checkpoint) {

  /** So many requests in a row may go unstored. */
  static final int CHECKPOINT_INTERVAL = 16;

  static OwnMessageIds start() {
    return new OwnMessageIds(0, 0, 0);
  }

  boolean areInDoubt() {
    return inDoubt > 0;
  }

  /** Whether the next request may leave unstored. */
  boolean mayGoUnstored() {
    return next - checkpoint < CHECKPOINT_INTERVAL;
  }

  /** After a request with the next id, or with all that are in doubt. */
  OwnMessageIds used() {
    return new OwnMessageIds(next + Math.max(inDoubt, 1), 0, checkpoint);
  }

  /** As {@link #stored} was not done. */
  OwnMessageIds unstored(int lastCheckpoint) {
    return new OwnMessageIds(next, inDoubt, lastCheckpoint);
  }

  /**
   * The client was told that {@link #unused} is next, and may have taken note of it or not: it is
   * in doubt as well.
   */
  OwnMessageIds proposed() {
    return areInDoubt() ? new OwnMessageIds(next, inDoubt + 1, checkpoint) : this;
  }

  /** An id that was certainly not used, and none above it. */
  int unused() {
    return next + inDoubt;
  }

  /** The client has said which id it expects. */
  OwnMessageIds synchronizedAt(int clientExpects) {
    return new OwnMessageIds(clientExpects, 0, checkpoint);
  }

  OwnMessageIds stored() {
    return new OwnMessageIds(next, inDoubt, next);
  }

  /**
   * Read back from the store. Until those in doubt were used none could leave unstored.
   *
   * @param unanswered whether the store has a question about liveness, with the id before, that the
   *     client may not have seen
   */
  OwnMessageIds recovered(boolean unanswered) {
    if (areInDoubt()) {
      return this;
    }
    int first = unanswered ? next - 1 : next;
    return new OwnMessageIds(first, next + CHECKPOINT_INTERVAL - first, checkpoint);
  }
}
