package io.gatehouse.protocol.ike.crypto;

import io.gatehouse.protocol.octets.Octets;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Encryption with authentication of the inside of an SK or SKF payload. Whatever stands in the
 * datagram before the payload's body is authenticated with it.
 */
sealed interface PayloadEncryption permits AuthenticatedEncryption, EncryptThenAuthenticate {

  /** Octets of a body (IV, ciphertext and check value) around {@code plaintextLength} octets. */
  int bodyLength(int plaintextLength);

  /** The most octets of plaintext for which a body is not longer than {@code bodyLength}. */
  int capacity(int bodyLength);

  /**
   * Writes the body into {@code datagram}, which is complete but for it: from {@code bodyAt} to the
   * end, exactly {@link #bodyLength} octets.
   */
  void seal(byte[] datagram, int bodyAt, byte[] plaintext, SecureRandom random);

  /**
   * The plaintext without its padding; nothing when the body is too short for what it must hold,
   * the check value is wrong or the padding is longer than the plaintext.
   */
  Optional<Octets> open(byte[] datagram, int bodyAt);

  /** Cuts off the padding and its length (RFC 7296 section 3.14), which the last octet gives. */
  static Optional<Octets> withoutPadding(byte[] padded) {
    if (padded.length == 0) {
      return Optional.empty();
    }
    int length = padded.length - 1 - Byte.toUnsignedInt(padded[padded.length - 1]);
    return length < 0 ? Optional.empty() : Optional.of(Octets.owned(padded).slice(0, length));
  }
}
