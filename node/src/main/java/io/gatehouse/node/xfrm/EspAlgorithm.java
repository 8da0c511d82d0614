package io.gatehouse.node.xfrm;

import io.gatehouse.node.netlink.Attributes;
import io.gatehouse.node.netlink.NetlinkException.Malformed;
import io.gatehouse.node.netlink.PayloadReader;
import io.gatehouse.node.netlink.PayloadWriter;
import io.gatehouse.protocol.octets.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** How a state protects packets, in the names of the kernel's crypto API. */
public sealed interface EspAlgorithm {

  /**
   * One algorithm for both, as {@code rfc4106(gcm(aes))} and {@code rfc7539esp(chacha20,poly1305)}.
   *
   * @param key with the salt at its end
   * @param checkValueBits of the integrity check value: 64, 96 or 128
   */
  record Aead(String name, Secret key, int checkValueBits) implements EspAlgorithm {}

  /**
   * A cipher and a hash, as {@code cbc(aes)} and {@code hmac(sha256)}. The cipher {@code
   * ecb(cipher_null)} encrypts nothing and has an empty key.
   *
   * @param truncatedBits of the integrity check value
   */
  record CipherAndHash(
      String cipher, Secret cipherKey, String hash, Secret hashKey, int truncatedBits)
      implements EspAlgorithm {}

  int NAME = 64;

  /** In the kernel 8192 bits are the longest; a key from there has fewer. */
  int LONGEST_KEY = 1024;

  default void write(PayloadWriter to) {
    switch (this) {
      case Aead(String name, Secret key, int bits) ->
          to.attribute(
              Xfrm.XFRMA_ALG_AEAD,
              w -> {
                writeName(w, name, key);
                w.u32(bits).octets(key.reveal());
              });
      case CipherAndHash(
              String cipher,
              Secret cipherKey,
              String hash,
              Secret hashKey,
              int bits) -> {
        to.attribute(
            Xfrm.XFRMA_ALG_CRYPT,
            w -> {
              writeName(w, cipher, cipherKey);
              w.octets(cipherKey.reveal());
            });
        to.attribute(
            Xfrm.XFRMA_ALG_AUTH_TRUNC,
            w -> {
              writeName(w, hash, hashKey);
              w.u32(bits).octets(hashKey.reveal());
            });
      }
    }
  }

  private static void writeName(PayloadWriter to, String name, Secret key) {
    to.octets(name.getBytes(StandardCharsets.US_ASCII), NAME).u32(key.length() * Byte.SIZE);
  }

  /** Nothing for a state that is reserved only, or of a kind that Gatehouse never makes. */
  static Optional<EspAlgorithm> read(Attributes attributes) {
    Optional<PayloadReader> aead = attributes.find(Xfrm.XFRMA_ALG_AEAD);
    if (aead.isPresent()) {
      return Optional.of(readAead(aead.get()));
    }
    return attributes
        .find(Xfrm.XFRMA_ALG_CRYPT)
        .flatMap(
            cipher ->
                attributes
                    .find(Xfrm.XFRMA_ALG_AUTH_TRUNC)
                    .map(hash -> readCipherAndHash(cipher, hash)));
  }

  private static EspAlgorithm readAead(PayloadReader from) {
    String name = from.part("algorithm", NAME).text();
    int keyBits = from.u32();
    int checkValueBits = from.u32();
    return new Aead(name, key(from, keyBits), checkValueBits);
  }

  private static EspAlgorithm readCipherAndHash(PayloadReader cipher, PayloadReader hash) {
    String cipherName = cipher.part("cipher", NAME).text();
    Secret cipherKey = key(cipher, cipher.u32());
    String hashName = hash.part("hash", NAME).text();
    int hashKeyBits = hash.u32();
    int truncatedBits = hash.u32();
    return new CipherAndHash(
        cipherName, cipherKey, hashName, key(hash, hashKeyBits), truncatedBits);
  }

  private static Secret key(PayloadReader from, int bits) {
    if (bits < 0 || bits > LONGEST_KEY * Byte.SIZE) {
      throw new Malformed("a key of " + bits + " bits");
    }
    return Secret.owned(from.octets(Math.ceilDiv(bits, Byte.SIZE)));
  }
}
