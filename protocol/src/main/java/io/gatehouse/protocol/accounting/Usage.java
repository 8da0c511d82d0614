package io.gatehouse.protocol.accounting;

/**
 * Octets and packets of the inner IP packets, from the headend's point of view: inbound is what
 * came from the client.
 */
public record Usage(
    long inboundOctets, long inboundPackets, long outboundOctets, long outboundPackets) {

  public static final Usage NONE = new Usage(0, 0, 0, 0);

  public Usage plus(Usage more) {
    return new Usage(
        inboundOctets + more.inboundOctets,
        inboundPackets + more.inboundPackets,
        outboundOctets + more.outboundOctets,
        outboundPackets + more.outboundPackets);
  }

  /** What was added after {@code earlier}; a counter that went back adds nothing. */
  Usage since(Usage earlier) {
    return new Usage(
        Math.max(0, inboundOctets - earlier.inboundOctets),
        Math.max(0, inboundPackets - earlier.inboundPackets),
        Math.max(0, outboundOctets - earlier.outboundOctets),
        Math.max(0, outboundPackets - earlier.outboundPackets));
  }
}
