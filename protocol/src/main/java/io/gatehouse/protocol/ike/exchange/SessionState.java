package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.accounting.AccountingRecord;
import java.time.Instant;
import java.util.Optional;

/** The life of a session: vacant, half-open, established, closed. */
public sealed interface SessionState
    permits SessionState.Vacant,
        HalfOpen,
        Established,
        SessionState.Lingering,
        SessionState.Closed {

  /** A session number that nobody uses. */
  record Vacant() implements SessionState {}

  /**
   * Deleted: what was stored is to be deleted too. For a little while the last response is kept for
   * a client that has not received it.
   *
   * @param record for the outbox, in the transaction that deletes
   */
  record Lingering(
      IkeSa ikeSa, RequestWindow window, Instant until, Optional<AccountingRecord> record)
      implements SessionState {}

  /**
   * Nothing more will happen; what was stored is to be deleted.
   *
   * @param record for the outbox, in the transaction that deletes
   */
  record Closed(Optional<AccountingRecord> record) implements SessionState {

    /** There is nothing to be told. */
    public Closed() {
      this(Optional.empty());
    }
  }

  /** What is to be told of the session, and goes into the outbox when this state is stored. */
  default Optional<AccountingRecord> record() {
    return Optional.empty();
  }

  /** When {@link Input.DeadlineReached} is to come, if nothing else happens before. */
  default Optional<Instant> deadline() {
    return switch (this) {
      case Vacant _, Closed _ -> Optional.empty();
      case HalfOpen halfOpen -> Optional.of(halfOpen.expiresAt());
      case Lingering lingering -> Optional.of(lingering.until());
      case Established established -> Optional.of(Deadlines.next(established));
    };
  }
}
