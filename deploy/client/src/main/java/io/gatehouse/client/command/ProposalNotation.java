package io.gatehouse.client.command;

import io.gatehouse.protocol.ike.crypto.Encryption;
import io.gatehouse.protocol.ike.crypto.Integrity;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.crypto.Prf;
import io.gatehouse.protocol.ike.policy.EncryptionChoice;
import io.gatehouse.protocol.ike.policy.EspProposal;
import io.gatehouse.protocol.ike.policy.IkeProposal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Proposals in strongSwan's notation: {@code aes256gcm16-prfsha384-ecp256}, {@code
 * aes256-sha256-modp2048}. Several algorithms of a kind are in order of preference.
 */
final class ProposalNotation {

  private static final Map<String, EncryptionChoice> ENCRYPTION =
      Map.of(
          "aes128", new EncryptionChoice(Encryption.ENCR_AES_CBC, 128),
          "aes192", new EncryptionChoice(Encryption.ENCR_AES_CBC, 192),
          "aes256", new EncryptionChoice(Encryption.ENCR_AES_CBC, 256),
          "aes128gcm16", new EncryptionChoice(Encryption.ENCR_AES_GCM_16, 128),
          "aes192gcm16", new EncryptionChoice(Encryption.ENCR_AES_GCM_16, 192),
          "aes256gcm16", new EncryptionChoice(Encryption.ENCR_AES_GCM_16, 256),
          "chacha20poly1305", new EncryptionChoice(Encryption.ENCR_CHACHA20_POLY1305, 256));

  private static final Map<String, Integrity> INTEGRITY =
      Map.of(
          "sha1", Integrity.AUTH_HMAC_SHA1_96,
          "sha256", Integrity.AUTH_HMAC_SHA2_256_128,
          "sha384", Integrity.AUTH_HMAC_SHA2_384_192,
          "sha512", Integrity.AUTH_HMAC_SHA2_512_256);

  private static final Map<String, Prf> PRF =
      Map.of(
          "prfsha1", Prf.PRF_HMAC_SHA1,
          "prfsha256", Prf.PRF_HMAC_SHA2_256,
          "prfsha384", Prf.PRF_HMAC_SHA2_384,
          "prfsha512", Prf.PRF_HMAC_SHA2_512);

  private static final Map<String, KeyExchangeMethod> KEY_EXCHANGE =
      Map.of(
          "modp2048", KeyExchangeMethod.MODP_2048,
          "modp3072", KeyExchangeMethod.MODP_3072,
          "modp4096", KeyExchangeMethod.MODP_4096,
          "ecp256", KeyExchangeMethod.ECP_256,
          "ecp384", KeyExchangeMethod.ECP_384,
          "ecp521", KeyExchangeMethod.ECP_521,
          "x25519", KeyExchangeMethod.CURVE25519,
          "curve25519", KeyExchangeMethod.CURVE25519);

  private final String text;
  private final List<EncryptionChoice> encryption = new ArrayList<>();
  private final List<Integrity> integrity = new ArrayList<>();
  private final List<Prf> prf = new ArrayList<>();
  private final List<KeyExchangeMethod> keyExchange = new ArrayList<>();

  private ProposalNotation(String text) {
    this.text = text;
    for (String algorithm : text.split("-", -1)) {
      if (!known(algorithm)) {
        throw new IllegalArgumentException(
            "\""
                + algorithm
                + "\" in proposal \""
                + text
                + "\" is no algorithm that is known here");
      }
    }
    if (encryption.isEmpty()) {
      throw new IllegalArgumentException("proposal \"" + text + "\" has no encryption algorithm");
    }
    boolean needsIntegrity = encryption.stream().anyMatch(choice -> !choice.encryption().aead());
    if (needsIntegrity && integrity.isEmpty()) {
      throw new IllegalArgumentException("proposal \"" + text + "\" has no integrity algorithm");
    }
  }

  /**
   * Without a PRF, that of the integrity algorithm's hash is meant.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  static IkeProposal ike(String text) {
    var notation = new ProposalNotation(text);
    List<Prf> prfs =
        notation.prf.isEmpty()
            ? notation.integrity.stream().map(ProposalNotation::prfOf).toList()
            : notation.prf;
    if (prfs.isEmpty() || notation.keyExchange.isEmpty()) {
      throw new IllegalArgumentException(
          "proposal \"" + text + "\" needs a PRF and a key exchange method for IKE");
    }
    return new IkeProposal(
        text, notation.encryption, notation.integrity, prfs, notation.keyExchange);
  }

  /**
   * With a key exchange method, rekeying has perfect forward secrecy.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  static EspProposal esp(String text) {
    var notation = new ProposalNotation(text);
    return new EspProposal(text, notation.encryption, notation.integrity, notation.keyExchange);
  }

  static KeyExchangeMethod keyExchange(String text) {
    return Optional.ofNullable(KEY_EXCHANGE.get(text))
        .orElseThrow(
            () -> new IllegalArgumentException("\"" + text + "\" is no key exchange method"));
  }

  private boolean known(String algorithm) {
    return add(ENCRYPTION, encryption, algorithm)
        || add(INTEGRITY, integrity, algorithm)
        || add(PRF, prf, algorithm)
        || add(KEY_EXCHANGE, keyExchange, algorithm);
  }

  private static <A> boolean add(Map<String, A> names, List<A> algorithms, String name) {
    Optional<A> algorithm = Optional.ofNullable(names.get(name));
    algorithm.ifPresent(algorithms::add);
    return algorithm.isPresent();
  }

  private static Prf prfOf(Integrity integrity) {
    return switch (integrity) {
      case AUTH_HMAC_SHA1_96 -> Prf.PRF_HMAC_SHA1;
      case AUTH_HMAC_SHA2_256_128 -> Prf.PRF_HMAC_SHA2_256;
      case AUTH_HMAC_SHA2_384_192 -> Prf.PRF_HMAC_SHA2_384;
      case AUTH_HMAC_SHA2_512_256 -> Prf.PRF_HMAC_SHA2_512;
    };
  }

  @Override
  public String toString() {
    return text;
  }
}
