package io.gatehouse.node.kernel;

import io.gatehouse.node.xfrm.EspAlgorithm;
import io.gatehouse.protocol.ike.crypto.EspSuite;
import io.gatehouse.protocol.ike.crypto.Integrity;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.octets.Secret;

/** Suites in the names of the kernel's crypto API. */
final class KernelSuite {

  private KernelSuite() {}

  static EspAlgorithm inbound(ChildSa childSa) {
    return of(childSa.suite(), childSa.inboundKey(), childSa.inboundIntegrityKey());
  }

  static EspAlgorithm outbound(ChildSa childSa) {
    return of(childSa.suite(), childSa.outboundKey(), childSa.outboundIntegrityKey());
  }

  private static EspAlgorithm of(EspSuite suite, Secret key, Secret integrityKey) {
    int tagBits = suite.encryption().tagLength() * Byte.SIZE;
    return switch (suite.encryption()) {
      case ENCR_AES_GCM_16 -> new EspAlgorithm.Aead("rfc4106(gcm(aes))", key, tagBits);
      case ENCR_CHACHA20_POLY1305 ->
          new EspAlgorithm.Aead("rfc7539esp(chacha20,poly1305)", key, tagBits);
      case ENCR_AES_CBC -> {
        Integrity integrity = suite.integrity().orElseThrow();
        yield new EspAlgorithm.CipherAndHash(
            "cbc(aes)",
            key,
            hash(integrity),
            integrityKey,
            integrity.checkValueLength() * Byte.SIZE);
      }
    };
  }

  private static String hash(Integrity integrity) {
    return switch (integrity) {
      case AUTH_HMAC_SHA1_96 -> "hmac(sha1)";
      case AUTH_HMAC_SHA2_256_128 -> "hmac(sha256)";
      case AUTH_HMAC_SHA2_384_192 -> "hmac(sha384)";
      case AUTH_HMAC_SHA2_512_256 -> "hmac(sha512)";
    };
  }
}
