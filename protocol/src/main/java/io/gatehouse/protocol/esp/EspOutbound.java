package io.gatehouse.protocol.esp;

import io.gatehouse.protocol.ike.crypto.EspSuite;
import io.gatehouse.protocol.octets.Secret;
import java.nio.ByteBuffer;

/**
 * The sending half of an ESP SA in tunnel mode (RFC 4303, RFC 4106, RFC 7634). Safe for use by
 * several threads: each packet gets a sequence number of its own. The IV of an AEAD is the 64-bit
 * sequence number.
 *
 * <p>Buffers backed by an accessible array are used in place; others cost a copy.
 */
public interface EspOutbound {

  /**
   * The sending half of an SA, with all numbers from the first on.
   *
   * @param key encryption key, with the AEAD's salt at its end
   * @param integrityKey empty for an AEAD
   * @param firstSequence number of the first packet, at least 1
   * @throws IllegalArgumentException when a key's length is not the suite's, or the number is out
   *     of range
   */
  static EspOutbound of(
      int spi, EspSuite suite, Secret key, Secret integrityKey, long firstSequence) {
    SequenceBlock all = SequenceBlock.from(firstSequence, suite.extendedSequenceNumbers());
    return of(spi, suite, key, integrityKey, all);
  }

  /**
   * The same, but never sends a number outside {@code sequences}.
   *
   * @throws IllegalArgumentException when a key's length is not the suite's, or the numbers are too
   *     large for it
   */
  static EspOutbound of(
      int spi, EspSuite suite, Secret key, Secret integrityKey, SequenceBlock sequences) {
    return new TunnelModeOutbound(spi, suite, EspTransform.of(suite, key, integrityKey), sequences);
  }

  /** Octets that {@link #protect} adds to a packet at the most. */
  int overhead();

  /**
   * Wraps the IP packet that remains in {@code packet} into an ESP packet, written at {@code esp}'s
   * position, which moves behind it. {@code packet}'s own position stays where it is.
   *
   * @return whether it was: false when the sequence numbers are used up
   * @throws java.nio.BufferOverflowException when {@code esp} has no room for the packet and {@link
   *     #overhead()} more octets
   */
  boolean protect(ByteBuffer packet, ByteBuffer esp);

  /** The number of the last packet; one less than the first number when there was none. */
  long sequence();
}
