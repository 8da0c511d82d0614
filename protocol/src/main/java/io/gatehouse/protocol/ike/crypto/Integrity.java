package io.gatehouse.protocol.ike.crypto;

import java.util.Optional;

/** Integrity algorithms of IKE and ESP (IANA transform type 3), with their sizes in octets. */
public enum Integrity {
  AUTH_HMAC_SHA1_96(2, "HmacSHA1", 20, 12),
  AUTH_HMAC_SHA2_256_128(12, "HmacSHA256", 32, 16),
  AUTH_HMAC_SHA2_384_192(13, "HmacSHA384", 48, 24),
  AUTH_HMAC_SHA2_512_256(14, "HmacSHA512", 64, 32);

  private final int id;
  private final String algorithm;
  private final int keyLength;
  private final int checkValueLength;

  Integrity(int id, String algorithm, int keyLength, int checkValueLength) {
    this.id = id;
    this.algorithm = algorithm;
    this.keyLength = keyLength;
    this.checkValueLength = checkValueLength;
  }

  public int id() {
    return id;
  }

  /** The name in the Java Cryptography Architecture. */
  public String algorithm() {
    return algorithm;
  }

  public int keyLength() {
    return keyLength;
  }

  public int checkValueLength() {
    return checkValueLength;
  }

  public static Optional<Integrity> of(int id) {
    for (Integrity integrity : values()) {
      if (integrity.id == id) {
        return Optional.of(integrity);
      }
    }
    return Optional.empty();
  }
}
