package io.gatehouse.protocol.ike.crypto;

import io.gatehouse.protocol.ike.crypto.SignatureScheme.Family;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * AUTH with a signature: methods 1, 9, 10, 11 and 14 (RFC 7296 section 3.8, RFC 4754, RFC 7427).
 *
 * <p>Keys of peers must be RSA with 2048 to 8192 bits, or ECDSA on P-256, P-384 or P-521. SHA-1 is
 * accepted with method 1 only, where it is the one hash that RFC 7296 lets peers count on; with
 * method 14 it is neither accepted nor sent (RFC 8247 section 4).
 */
public final class SignatureAuthentication {

  /** What peers use with method 1, likeliest first: the message does not say which. */
  private static final List<Hash> RSA_HASHES =
      List.of(Hash.SHA2_256, Hash.SHA1, Hash.SHA2_512, Hash.SHA2_384);

  private SignatureAuthentication() {}

  /** Hash algorithms of RFC 7427's SIGNATURE_HASH_ALGORITHMS notify; the number is IANA's. */
  public enum Hash {
    SHA1(1, "SHA-1", 20),
    SHA2_256(2, "SHA-256", 32),
    SHA2_384(3, "SHA-384", 48),
    SHA2_512(4, "SHA-512", 64);

    private final int id;
    private final String algorithm;
    private final int length;

    Hash(int id, String algorithm, int length) {
      this.id = id;
      this.algorithm = algorithm;
      this.length = length;
    }

    public int id() {
      return id;
    }

    /** The name in the Java Cryptography Architecture. */
    String algorithm() {
      return algorithm;
    }

    /** Octets of output. */
    int length() {
      return length;
    }

    public static Optional<Hash> of(int id) {
      return Arrays.stream(values()).filter(hash -> hash.id == id).findFirst();
    }

    private static Hash of(Prf prf) {
      return switch (prf) {
        case PRF_HMAC_SHA1 -> SHA1;
        case PRF_HMAC_SHA2_256 -> SHA2_256;
        case PRF_HMAC_SHA2_384 -> SHA2_384;
        case PRF_HMAC_SHA2_512 -> SHA2_512;
      };
    }
  }

  /**
   * Which hash method 1 (RSA Digital Signature) uses. AnyConnect wants the hash of the negotiated
   * PRF where RFC 7296 only recommends SHA-1.
   */
  public enum RsaHash {
    SHA1,
    PRF
  }

  /** The same RSA or EC key in the form that signs fastest, to be made once. */
  public static PrivateKey signingKey(PrivateKey key) {
    return Providers.signingKey(key);
  }

  /**
   * @param peerHashes what the peer announced (RFC 7427). When empty, or nothing but SHA-1, the
   *     method is not 14 but follows from the key
   * @param pss whether to prefer RSASSA-PSS with method 14
   * @throws IllegalArgumentException when {@code key} cannot sign, or {@code publicKey} is neither
   *     RSA nor ECDSA on one of the three curves
   */
  public static Payload.Authentication sign(
      PrivateKey key,
      PublicKey publicKey,
      Octets signedOctets,
      Set<Hash> peerHashes,
      boolean pss,
      RsaHash rsaHash,
      Prf prf,
      SecureRandom random) {
    Hash natural = curve(publicKey).map(EcdsaCurve::hash).orElse(Hash.SHA2_256);
    Optional<Hash> common = nearest(natural, peerHashes);
    if (common.isPresent()) {
      SignatureScheme scheme = scheme(publicKey, common.get(), pss);
      Octets signature = scheme.sign(key, signedOctets, random);
      return new Payload.Authentication(
          AuthenticationMethod.DIGITAL_SIGNATURE, new DigitalSignature(scheme, signature).encode());
    }
    return signByKey(
        key, publicKey, signedOctets, rsaHash == RsaHash.PRF ? Hash.of(prf) : Hash.SHA1, random);
  }

  /**
   * Whether {@code authentication} is a good signature of {@code key}'s owner with an acceptable
   * algorithm.
   */
  public static boolean verify(
      PublicKey key, Payload.Authentication authentication, Octets signedOctets) {
    if (KeyStrength.fault(key).isPresent()) {
      return false;
    }
    Octets data = authentication.data();
    return switch (authentication.method()) {
      case AuthenticationMethod.RSA_DIGITAL_SIGNATURE -> verifyRsa(key, data, signedOctets);
      case AuthenticationMethod.ECDSA_SHA256_P256,
          AuthenticationMethod.ECDSA_SHA384_P384,
          AuthenticationMethod.ECDSA_SHA512_P521 ->
          curve(key)
              .filter(curve -> curve.method() == authentication.method())
              .map(curve -> SignatureScheme.of(Family.ECDSA_FIXED_WIDTH, curve.hash()))
              .filter(scheme -> scheme.verify(key, signedOctets, data))
              .isPresent();
      case AuthenticationMethod.DIGITAL_SIGNATURE ->
          DigitalSignature.decode(data)
              .filter(signed -> signed.scheme().verify(key, signedOctets, signed.signature()))
              .isPresent();
      default -> false;
    };
  }

  /**
   * Whether {@code signature}, which comes without any method as it does inside AnyConnect-EAP, is
   * a good one: RSA as with method 1, ECDSA in either encoding with any hash that method 14 may
   * have, the curve's own first.
   */
  public static boolean verifyWithoutMethod(PublicKey key, Octets signature, Octets signedOctets) {
    if (KeyStrength.fault(key).isPresent()) {
      return false;
    }
    return curve(key)
        .map(curve -> verifyEcdsa(curve, key, signature, signedOctets))
        .orElseGet(() -> verifyRsa(key, signature, signedOctets));
  }

  /** Likewise, where the hash is known: PKCS #1 v1.5, or ECDSA in either encoding. */
  public static boolean verifyWithHash(
      PublicKey key, Hash hash, Octets signature, Octets signedOctets) {
    if (KeyStrength.fault(key).isPresent()) {
      return false;
    }
    List<Family> families =
        curve(key).isPresent()
            ? List.of(Family.ECDSA, Family.ECDSA_FIXED_WIDTH)
            : List.of(Family.RSASSA_PKCS1);
    return families.stream()
        .map(family -> SignatureScheme.of(family, hash))
        .anyMatch(scheme -> scheme.verify(key, signedOctets, signature));
  }

  private static boolean verifyEcdsa(
      EcdsaCurve curve, PublicKey key, Octets signature, Octets signedOctets) {
    return Stream.of(curve.hash(), Hash.SHA2_256, Hash.SHA2_384, Hash.SHA2_512)
        .distinct()
        .flatMap(
            hash ->
                Stream.of(
                    SignatureScheme.of(Family.ECDSA_FIXED_WIDTH, hash),
                    SignatureScheme.of(Family.ECDSA, hash)))
        .anyMatch(scheme -> scheme.verify(key, signedOctets, signature));
  }

  private static boolean verifyRsa(PublicKey key, Octets signature, Octets signedOctets) {
    return RSA_HASHES.stream()
        .map(hash -> SignatureScheme.of(Family.RSASSA_PKCS1, hash))
        .anyMatch(scheme -> scheme.verify(key, signedOctets, signature));
  }

  private static Payload.Authentication signByKey(
      PrivateKey key, PublicKey publicKey, Octets signedOctets, Hash rsaHash, SecureRandom random) {
    Optional<EcdsaCurve> curve = curve(publicKey);
    SignatureScheme scheme =
        curve
            .map(known -> SignatureScheme.of(Family.ECDSA_FIXED_WIDTH, known.hash()))
            .orElseGet(() -> scheme(publicKey, rsaHash, false));
    return new Payload.Authentication(
        curve.map(EcdsaCurve::method).orElse(AuthenticationMethod.RSA_DIGITAL_SIGNATURE),
        scheme.sign(key, signedOctets, random));
  }

  private static SignatureScheme scheme(PublicKey key, Hash hash, boolean pss) {
    return switch (key) {
      case RSAPublicKey _ when pss -> SignatureScheme.pss(hash);
      case RSAPublicKey _ -> SignatureScheme.of(Family.RSASSA_PKCS1, hash);
      case ECPublicKey ec when EcdsaCurve.of(ec).isPresent() ->
          SignatureScheme.of(Family.ECDSA, hash);
      default ->
          throw new IllegalArgumentException(
              "IKE signs with RSA and with ECDSA on P-256, P-384 and P-521, not with "
                  + key.getAlgorithm());
    };
  }

  private static Optional<EcdsaCurve> curve(PublicKey key) {
    return key instanceof ECPublicKey ec ? EcdsaCurve.of(ec) : Optional.empty();
  }

  /**
   * The announced hash that is as strong as the key; else the next stronger, else the strongest.
   */
  private static Optional<Hash> nearest(Hash natural, Set<Hash> announced) {
    List<Hash> usable = announced.stream().filter(hash -> hash != Hash.SHA1).sorted().toList();
    return usable.stream()
        .filter(hash -> hash.compareTo(natural) >= 0)
        .findFirst()
        .or(() -> usable.stream().max(Comparator.naturalOrder()));
  }
}
