package io.gatehouse.protocol.ike.crypto;

import java.util.Optional;

/** Encryption algorithms of IKE and ESP (IANA transform type 1), with their sizes in octets. */
public enum Encryption {
  ENCR_AES_CBC(12, false, 16, 0, 0, 16),
  ENCR_AES_GCM_16(20, true, 8, 4, 16, 1),
  ENCR_CHACHA20_POLY1305(28, true, 8, 4, 16, 1);

  private final int id;
  private final boolean aead;
  private final int ivLength;
  private final int saltLength;
  private final int tagLength;
  private final int blockLength;

  Encryption(int id, boolean aead, int ivLength, int saltLength, int tagLength, int blockLength) {
    this.id = id;
    this.aead = aead;
    this.ivLength = ivLength;
    this.saltLength = saltLength;
    this.tagLength = tagLength;
    this.blockLength = blockLength;
  }

  public int id() {
    return id;
  }

  public boolean aead() {
    return aead;
  }

  /** Octets of explicit IV in each message or packet. */
  public int ivLength() {
    return ivLength;
  }

  /** Octets of salt that the key material carries behind the key. */
  public int saltLength() {
    return saltLength;
  }

  public int tagLength() {
    return tagLength;
  }

  public int blockLength() {
    return blockLength;
  }

  /** Whether {@code keyLength}, in bits, is one that Gatehouse serves. */
  public boolean supports(int keyLength) {
    return switch (this) {
      case ENCR_AES_CBC -> keyLength == 128 || keyLength == 192 || keyLength == 256;
      case ENCR_AES_GCM_16 -> keyLength == 128 || keyLength == 192 || keyLength == 256;
      case ENCR_CHACHA20_POLY1305 -> keyLength == 256;
    };
  }

  /** Whether a transform names a key length: ChaCha20 has only one and must not (RFC 7634). */
  public boolean keyLengthNegotiated() {
    return this != ENCR_CHACHA20_POLY1305;
  }

  public static Optional<Encryption> of(int id) {
    for (Encryption encryption : values()) {
      if (encryption.id == id) {
        return Optional.of(encryption);
      }
    }
    return Optional.empty();
  }
}
