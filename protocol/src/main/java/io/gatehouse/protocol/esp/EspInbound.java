package io.gatehouse.protocol.esp;

import io.gatehouse.protocol.ike.crypto.EspSuite;
import io.gatehouse.protocol.octets.Secret;
import java.nio.ByteBuffer;

/**
 * The receiving half of an ESP SA in tunnel mode, with its replay window (RFC 4303 section 3.4).
 * Safe for several threads.
 */
public interface EspInbound {

  enum Result {
    ACCEPTED,
    /** Seen before, or left of the window. */
    REPLAYED,
    /** The integrity check failed, or padding or length are impossible. */
    INVALID,
    /** A dummy packet (next header 59) to be dropped in silence. */
    DUMMY
  }

  static EspInbound of(int spi, EspSuite suite, Secret key, Secret integrityKey, int replayWindow) {
    throw new UnsupportedOperationException();
  }

  /**
   * Unwraps the ESP packet that remains in {@code esp}; the IP packet is written at {@code
   * packet}'s position when accepted.
   */
  Result open(ByteBuffer esp, ByteBuffer packet);

  /** The highest number received so far. */
  long sequence();
}
