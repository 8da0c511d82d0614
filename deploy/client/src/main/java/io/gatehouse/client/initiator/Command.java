package io.gatehouse.client.initiator;

/** What an established client can be told to do. */
public enum Command {
  /** An empty INFORMATIONAL request (RFC 7296 section 1.4). */
  PROBE,
  REKEY_CHILD,
  REKEY_IKE,
  DELETE
}
