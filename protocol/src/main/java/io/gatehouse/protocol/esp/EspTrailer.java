package io.gatehouse.protocol.esp;

/** Padding, pad length and next header (RFC 4303 sections 2.4 to 2.6). */
final class EspTrailer {

  /** Octets of pad length and next header. */
  static final int LENGTH = 2;

  static final int IPV4 = 4;
  static final int IPV6 = 41;
  static final int NO_NEXT_HEADER = 59;

  private EspTrailer() {}

  /**
   * Writes the trailer at {@code end}, so that what stands from {@code start} on fills whole
   * blocks.
   *
   * @param alignment octets of a block
   * @return the index behind the trailer
   */
  static int write(byte[] octets, int start, int end, int alignment, int nextHeader) {
    int padding = Math.floorMod(start - end - LENGTH, alignment);
    for (int i = 0; i < padding; i++) {
      octets[end + i] = (byte) (i + 1);
    }
    octets[end + padding] = (byte) padding;
    octets[end + padding + 1] = (byte) nextHeader;
    return end + padding + LENGTH;
  }

  /**
   * Where the payload ends that is followed by a trailer up to {@code end}; -1 when the padding is
   * not 1, 2, 3, … or is longer than what there is.
   */
  static int payloadEnd(byte[] octets, int start, int end) {
    int padding = Byte.toUnsignedInt(octets[end - 2]);
    int payloadEnd = end - LENGTH - padding;
    if (payloadEnd < start) {
      return -1;
    }
    for (int i = 0; i < padding; i++) {
      if (octets[payloadEnd + i] != (byte) (i + 1)) {
        return -1;
      }
    }
    return payloadEnd;
  }

  static int nextHeader(byte[] octets, int end) {
    return Byte.toUnsignedInt(octets[end - 1]);
  }
}
