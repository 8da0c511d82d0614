package io.gatehouse.protocol.esp;

import io.gatehouse.protocol.ike.crypto.EspSuite;
import io.gatehouse.protocol.octets.Secret;

/**
 * Confidentiality and integrity of one direction of an SA. A packet is an array's octets from SPI
 * to the end of the integrity check value (RFC 4303 figure 2). Not safe for several threads.
 */
sealed interface EspTransform permits CombinedMode, SeparateAlgorithms {

  /** Octets of SPI and sequence number. */
  int HEADER = 8;

  /**
   * The transform of a suite, keyed for one direction.
   *
   * @throws IllegalArgumentException when a key's length is not the suite's
   */
  static EspTransform of(EspSuite suite, Secret key, Secret integrityKey) {
    int salt = suite.encryption().saltLength();
    requireLength("encryption key", key, suite.keyLength() / Byte.SIZE + salt);
    int integrityLength = suite.integrity().map(i -> i.keyLength()).orElse(0);
    requireLength("integrity key", integrityKey, integrityLength);
    boolean extended = suite.extendedSequenceNumbers();
    return switch (suite.encryption()) {
      case ENCR_AES_GCM_16, ENCR_CHACHA20_POLY1305 ->
          new CombinedMode(suite.encryption(), key, extended);
      case ENCR_AES_CBC ->
          new SeparateAlgorithms(suite.integrity().orElseThrow(), key, integrityKey, extended);
    };
  }

  private static void requireLength(String what, Secret key, int octets) {
    if (key.length() != octets) {
      throw new IllegalArgumentException(
          what + " of " + key.length() + " octets where the suite has " + octets);
    }
  }

  int ivLength();

  int checkValueLength();

  /** The plaintext's length is a multiple of this many octets. */
  int alignment();

  /** The least multiple that {@link #open} takes. */
  int blockLength();

  default int overhead() {
    return HEADER + ivLength() + checkValueLength();
  }

  /**
   * Completes the packet of {@code length} octets at {@code at}, in which header and plaintext
   * stand already: writes the IV and the integrity check value, and encrypts in place.
   *
   * @param sequence never used before under this key
   */
  void seal(byte[] packet, int at, int length, long sequence);

  /**
   * Checks the packet of {@code length} octets at {@code at}, and decrypts it to {@code plaintext}.
   *
   * @param length at least {@link #overhead()}, the rest a multiple of {@link #blockLength()}
   * @return whether its integrity check passed; what stands in {@code plaintext} otherwise is
   *     meaningless
   */
  boolean open(byte[] packet, int at, int length, long sequence, byte[] plaintext, int to);
}
