package io.gatehouse.cluster.accounting;

/** What came of an {@link AccountingRequest}. */
public sealed interface AccountingReply {

  /** A server has recorded it. */
  record Recorded() implements AccountingReply {}

  /**
   * No server has confirmed it.
   *
   * @param reason for the operator's log
   */
  record Unanswered(String reason) implements AccountingReply {}

  /** It can never be sent: it would be longer than a packet may be. */
  record Unsendable(String reason) implements AccountingReply {}
}
