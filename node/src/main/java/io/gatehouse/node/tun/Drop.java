package io.gatehouse.node.tun;

/** Why the plane did not forward a packet. */
public enum Drop {
  /** From the network: shorter than an ESP header. */
  INBOUND_TOO_SHORT,
  /** From the network: no SA has the SPI. */
  INBOUND_UNKNOWN_SPI,
  /** From the network: seen before, or left of the replay window. */
  INBOUND_REPLAYED,
  /** From the network: forged, damaged or malformed. */
  INBOUND_INVALID,
  /** From a client: outside the selectors of its SA. */
  INBOUND_SELECTORS,
  /** From a client: its SA has come to the end of its octets. */
  INBOUND_EXPIRED,
  /** From a client: the TUN device did not take it. */
  INBOUND_DEVICE,
  /** From the TUN device: not an IP packet. */
  OUTBOUND_MALFORMED,
  /** From the TUN device: nobody has the destination address. */
  OUTBOUND_NO_SA,
  /** From the TUN device: the client's SAs do not cover it. */
  OUTBOUND_SELECTORS,
  /** From the TUN device: the SA has no sequence numbers left. */
  OUTBOUND_SEQUENCE_EXHAUSTED,
  /** From the TUN device: the SA has come to the end of its octets or numbers. */
  OUTBOUND_EXPIRED,
  /** A fault of the plane itself, which is in the log. */
  FAULT
}
