package io.gatehouse.protocol.esp;

import io.gatehouse.protocol.ike.crypto.EspSuite;
import io.gatehouse.protocol.octets.Secret;
import java.nio.ByteBuffer;

/**
 * The receiving half of an ESP SA in tunnel mode, with its replay window (RFC 4303 section 3.4).
 * Safe for several threads.
 *
 * <p>The window starts where it is told that the SA has received until then, and goes on with the
 * first packet beyond. That is also how an SA goes on after its node was lost: the sender's numbers
 * are picked up wherever they are, at the price that packets between can be played back until a
 * younger one has come in.
 *
 * <p>Buffers backed by an accessible array are used in place; others cost a copy.
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

  /**
   * The receiving half of an SA that has received nothing yet.
   *
   * @param key encryption key, with the AEAD's salt at its end
   * @param integrityKey empty for an AEAD
   * @param replayWindow packets, {@value ReplayWindow#MINIMUM} to {@value ReplayWindow#MAXIMUM}
   * @throws IllegalArgumentException when a key's length is not the suite's, or the window is out
   *     of range
   */
  static EspInbound of(int spi, EspSuite suite, Secret key, Secret integrityKey, int replayWindow) {
    return of(spi, suite, key, integrityKey, replayWindow, 0);
  }

  /**
   * As {@link #of(int, EspSuite, Secret, Secret, int)}, of an SA that has received before.
   *
   * @param received the highest sequence number, which is refused like all below; 0 for none
   */
  static EspInbound of(
      int spi, EspSuite suite, Secret key, Secret integrityKey, int replayWindow, long received) {
    return new TunnelModeInbound(
        spi,
        EspTransform.of(suite, key, integrityKey),
        new ReplayWindow(replayWindow, suite.extendedSequenceNumbers(), received));
  }

  /**
   * Unwraps the ESP packet that remains in {@code esp}; the IP packet, without any traffic flow
   * confidentiality padding, is written at {@code packet}'s position when accepted, which moves
   * behind it. {@code esp}'s own position stays where it is. Any octets give a result.
   *
   * @param packet must have room for as many octets as remain in {@code esp}: what may not fit is
   *     invalid
   */
  Result open(ByteBuffer esp, ByteBuffer packet);

  /** The highest number received so far, here or before. */
  long sequence();
}
