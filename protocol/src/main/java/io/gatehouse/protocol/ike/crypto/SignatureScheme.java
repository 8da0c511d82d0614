package io.gatehouse.protocol.ike.crypto;

import io.gatehouse.protocol.ike.crypto.SignatureAuthentication.Hash;
import io.gatehouse.protocol.octets.Octets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;

/**
 * One way to sign.
 *
 * @param saltLength octets, of RSASSA-PSS only, otherwise 0
 */
record SignatureScheme(Family family, Hash hash, int saltLength) {

  enum Family {
    RSASSA_PKCS1,
    RSASSA_PSS,
    /** With the signature as DER's SEQUENCE of r and s (RFC 3279). */
    ECDSA,
    /** With the signature as r | s, both as long as the order (RFC 4754 section 7). */
    ECDSA_FIXED_WIDTH
  }

  static SignatureScheme of(Family family, Hash hash) {
    return new SignatureScheme(family, hash, 0);
  }

  /** The salt is as long as the hash, as RFC 4055 section 3.1 recommends. */
  static SignatureScheme pss(Hash hash) {
    return new SignatureScheme(Family.RSASSA_PSS, hash, hash.length());
  }

  /**
   * @throws IllegalArgumentException when {@code key} cannot sign in this way
   */
  Octets sign(PrivateKey key, Octets data, SecureRandom random) {
    try {
      Signature signature = signer();
      signature.initSign(key, random);
      signature.update(data.array());
      return Octets.owned(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the private key cannot sign with " + this, e);
    }
  }

  boolean verify(PublicKey key, Octets data, Octets received) {
    if (!fits(key)) {
      return false;
    }
    try {
      Signature signature = verifier();
      signature.initVerify(key);
      signature.update(data.array());
      return signature.verify(received.array());
    } catch (GeneralSecurityException impossible) {
      return false;
    }
  }

  private boolean fits(PublicKey key) {
    return switch (family) {
      case RSASSA_PKCS1, RSASSA_PSS -> key instanceof RSAPublicKey;
      case ECDSA, ECDSA_FIXED_WIDTH -> key instanceof ECPublicKey;
    };
  }

  private Signature signer() throws GeneralSecurityException {
    Optional<Provider> corretto = NativeProviders.corretto();
    return corretto.isPresent()
        ? prepared(Signature.getInstance(algorithm("ECDSAinP1363Format"), corretto.get()))
        : verifier();
  }

  /** In Java alone: what is verified comes from the peer, the salt's length included. */
  private Signature verifier() throws GeneralSecurityException {
    return prepared(
        switch (family) {
          case RSASSA_PKCS1, RSASSA_PSS -> Providers.rsa(algorithm(""));
          case ECDSA, ECDSA_FIXED_WIDTH -> Providers.ecdsa(algorithm("PLAIN-ECDSA"));
        });
  }

  /** By its JCA name, with the provider's own for what comes from RFC 4754. */
  private String algorithm(String fixedWidth) {
    String digest = hash.algorithm().replace("-", "");
    return switch (family) {
      case RSASSA_PKCS1 -> digest + "withRSA";
      case RSASSA_PSS -> "RSASSA-PSS";
      case ECDSA -> digest + "withECDSA";
      case ECDSA_FIXED_WIDTH -> digest + "with" + fixedWidth;
    };
  }

  private Signature prepared(Signature signature) throws GeneralSecurityException {
    if (family == Family.RSASSA_PSS) {
      signature.setParameter(
          new PSSParameterSpec(
              hash.algorithm(),
              "MGF1",
              new MGF1ParameterSpec(hash.algorithm()),
              saltLength,
              PSSParameterSpec.TRAILER_FIELD_BC));
    }
    return signature;
  }
}
