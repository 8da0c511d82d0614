package io.gatehouse.endtoend.certificate;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

/** A kind of key, with the signature algorithm that a certificate of such an issuer carries. */
public enum KeyType {
  RSA_2048("RSA", "SHA256withRSA"),
  ECDSA_P256("EC", "SHA256withECDSA"),
  ECDSA_P384("EC", "SHA384withECDSA");

  private final String algorithm;
  private final String signatureAlgorithm;

  KeyType(String algorithm, String signatureAlgorithm) {
    this.algorithm = algorithm;
    this.signatureAlgorithm = signatureAlgorithm;
  }

  String signatureAlgorithm() {
    return signatureAlgorithm;
  }

  private AlgorithmParameterSpec parameters() {
    return switch (this) {
      case RSA_2048 -> new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4);
      case ECDSA_P256 -> new ECGenParameterSpec("secp256r1");
      case ECDSA_P384 -> new ECGenParameterSpec("secp384r1");
    };
  }

  KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(parameters());
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
