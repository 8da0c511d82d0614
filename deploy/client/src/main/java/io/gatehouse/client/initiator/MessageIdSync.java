package io.gatehouse.client.initiator;

/** Whether the client takes part in RFC 6311. */
public enum MessageIdSync {
  ANSWERED,
  /** It says that it would, and does not. */
  UNANSWERED,
  NOT_ANNOUNCED
}
