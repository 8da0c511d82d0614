package io.gatehouse.protocol.ike.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPublicKey;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Which provider of the Java Cryptography Architecture serves which algorithm.
 *
 * <p>Each is named outright, so that neither the order nor the presence of other installed
 * providers decides anything: for AES and HMAC the JDK is an order of magnitude faster than Bouncy
 * Castle, for ECDSA it is the other way round. X25519 and ECDH use Bouncy Castle's own classes and
 * need no provider.
 */
final class Providers {

  private static final Provider SUN = installed("SUN");
  private static final Provider SUN_JCE = installed("SunJCE");
  private static final Provider SUN_RSA_SIGN = installed("SunRsaSign");
  private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

  private Providers() {}

  /** HMAC. */
  static Mac mac(String algorithm) {
    return required(() -> Mac.getInstance(algorithm, SUN_JCE));
  }

  /** AES-CBC, AES-GCM and ChaCha20-Poly1305. */
  static Cipher cipher(String transformation) {
    return required(() -> Cipher.getInstance(transformation, SUN_JCE));
  }

  static KeyPairGenerator diffieHellmanKeyPairs() {
    return required(() -> KeyPairGenerator.getInstance("DH", SUN_JCE));
  }

  static KeyAgreement diffieHellman() {
    return required(() -> KeyAgreement.getInstance("DH", SUN_JCE));
  }

  static KeyFactory diffieHellmanKeys() {
    return required(() -> KeyFactory.getInstance("DH", SUN_JCE));
  }

  static Signature rsa(String algorithm) {
    return required(() -> Signature.getInstance(algorithm, SUN_RSA_SIGN));
  }

  static Signature ecdsa(String algorithm) {
    return required(() -> Signature.getInstance(algorithm, BOUNCY_CASTLE));
  }

  /** RSA or EC; a key of another provider is converted at each signature. */
  static PrivateKey signingKey(PrivateKey key) {
    Optional<Provider> corretto = NativeProviders.corretto();
    return corretto.isPresent()
        ? required(
            () ->
                (PrivateKey)
                    KeyFactory.getInstance(key.getAlgorithm(), corretto.get()).translateKey(key))
        : key;
  }

  /** The provider that verifies certificates which {@code key} signed. */
  static Provider signatures(PublicKey key) {
    return key instanceof ECPublicKey ? BOUNCY_CASTLE : SUN_RSA_SIGN;
  }

  static CertificateFactory certificates() {
    try {
      return CertificateFactory.getInstance("X.509", SUN);
    } catch (CertificateException e) {
      throw new IllegalStateException(e);
    }
  }

  static CertPathValidator certificatePaths() {
    return required(() -> CertPathValidator.getInstance("PKIX", SUN));
  }

  private interface Lookup<T> {
    T get() throws GeneralSecurityException;
  }

  private static <T> T required(Lookup<T> lookup) {
    try {
      return lookup.get();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Provider installed(String name) {
    return Optional.ofNullable(Security.getProvider(name))
        .orElseThrow(
            () -> new IllegalStateException(new NoSuchAlgorithmException("no provider " + name)));
  }
}
