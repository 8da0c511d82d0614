package io.gatehouse.client.initiator;

/** How the client sends what is too long for one datagram; it is used if the headend knows it. */
public enum Fragmentation {
  NONE,
  RFC7383,
  /** Cisco's fragments from before RFC 7383. */
  CISCO
}
