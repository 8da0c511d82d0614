package io.gatehouse.protocol.esp;

import io.gatehouse.protocol.ike.crypto.EspSuite;
import io.gatehouse.protocol.octets.Secret;
import java.nio.ByteBuffer;

/**
 * The sending half of an ESP SA in tunnel mode (RFC 4303, RFC 4106, RFC 7634). Safe for use by
 * several threads: each packet gets a sequence number of its own. The IV of an AEAD is the 64-bit
 * sequence number.
 */
public interface EspOutbound {

  /**
   * @param firstSequence number of the first packet, at least 1
   */
  static EspOutbound of(
      int spi, EspSuite suite, Secret key, Secret integrityKey, long firstSequence) {
    throw new UnsupportedOperationException();
  }

  /** Octets that {@link #protect} adds to a packet at the most. */
  int overhead();

  /**
   * Wraps the IP packet that remains in {@code packet} into an ESP packet, written at {@code esp}'s
   * position.
   *
   * @return whether it was: false when the sequence numbers are used up
   */
  boolean protect(ByteBuffer packet, ByteBuffer esp);

  /** The number of the last packet. */
  long sequence();
}
