package io.gatehouse.endtoend.certificate;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

/** A kind of key, with the signature algorithm that a certificate of such an issuer carries. */
public enum KeyType {
  RSA_2048(
      "RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4), "SHA256withRSA", "rsa"),
  ECDSA_P256("EC", new ECGenParameterSpec("secp256r1"), "SHA256withECDSA", "ecdsa"),
  ECDSA_P384("EC", new ECGenParameterSpec("secp384r1"), "SHA384withECDSA", "ecdsa");

  private final String algorithm;
  private final AlgorithmParameterSpec parameters;
  private final String signatureAlgorithm;
  private final String family;

  KeyType(
      String algorithm,
      AlgorithmParameterSpec parameters,
      String signatureAlgorithm,
      String family) {
    this.algorithm = algorithm;
    this.parameters = parameters;
    this.signatureAlgorithm = signatureAlgorithm;
    this.family = family;
  }

  String signatureAlgorithm() {
    return signatureAlgorithm;
  }

  /** {@code rsa} or {@code ecdsa}. */
  public String family() {
    return family;
  }

  KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(parameters);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
