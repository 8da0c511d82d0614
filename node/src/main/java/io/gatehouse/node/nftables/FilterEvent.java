package io.gatehouse.node.nftables;

/** What is counted at the packet filter. */
public enum FilterEvent {
  /** A packet with an unknown SPI was told. */
  UNKNOWN_SPI,
  /** Packets with unknown SPIs were lost because they came faster than they were read. */
  LOG_OVERRUN,
  /** What the log gave was no ESP in UDP, or could not be read. */
  LOG_MALFORMED,
  /** A fault of Gatehouse's own, which is in the log. */
  FAULT
}
