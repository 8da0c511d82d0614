package io.gatehouse.protocol.ike.crypto;

import java.util.Optional;

/** Key exchange methods (IANA transform type 4), named as IANA and IOS number the groups. */
public enum KeyExchangeMethod {
  MODP_2048(14, 256),
  MODP_3072(15, 384),
  MODP_4096(16, 512),
  ECP_256(19, 64),
  ECP_384(20, 96),
  ECP_521(21, 132),
  CURVE25519(31, 32);

  private final int id;
  private final int publicLength;

  KeyExchangeMethod(int id, int publicLength) {
    this.id = id;
    this.publicLength = publicLength;
  }

  public int id() {
    return id;
  }

  /** Octets of the public value in a KE payload. */
  public int publicLength() {
    return publicLength;
  }

  public static Optional<KeyExchangeMethod> of(int id) {
    for (KeyExchangeMethod method : values()) {
      if (method.id == id) {
        return Optional.of(method);
      }
    }
    return Optional.empty();
  }
}
