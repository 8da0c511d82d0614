package io.gatehouse.protocol.ike.crypto;

import io.gatehouse.protocol.ike.crypto.SignatureAuthentication.Hash;
import io.gatehouse.protocol.octets.Octets;
import java.io.IOException;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.SignedData;

/**
 * A client's certificates and its signature as AnyConnect-EAP carries them: PKCS #7 SignedData that
 * nobody has signed (RFC 2315 section 9.1), in DER or BER, and a signature of some other octets
 * that does not say which certificate it belongs to.
 */
public final class EnclosedCertificates {

  /** Octets of the SignedData: a stranger's, so they are bounded before they are parsed. */
  public static final int MAXIMUM_LENGTH = 32 * 1024;

  /** A client has one; each is tried with several algorithms, which a stranger must not abuse. */
  private static final int MAXIMUM_END_ENTITIES = 4;

  private EnclosedCertificates() {}

  /** What came of looking for the signer. */
  public sealed interface Outcome {
    /**
     * @param certificates DER, the signer's first; nothing is known of whom they come from
     */
    record Signed(List<Octets> certificates) implements Outcome {
      public Signed {
        certificates = List.copyOf(certificates);
      }
    }

    /** {@code reason} is for the operator's log. */
    record Refused(String reason) implements Outcome {}
  }

  /**
   * Finds the certificate whose key made {@code signature}; those of authorities are no signers.
   *
   * @param signedData any octets
   * @param signature any octets
   */
  public static Outcome signer(Octets signedData, Octets signature, Octets signedOctets) {
    return signer(
        signedData,
        key -> SignatureAuthentication.verifyWithoutMethod(key, signature, signedOctets));
  }

  /** Likewise, where the algorithm's hash is known. */
  public static Outcome signer(
      Octets signedData, Hash hash, Octets signature, Octets signedOctets) {
    return signer(
        signedData,
        key -> SignatureAuthentication.verifyWithHash(key, hash, signature, signedOctets));
  }

  private static Outcome signer(Octets signedData, Predicate<PublicKey> hasSigned) {
    try {
      List<X509Certificate> received = ReceivedCertificates.decode(enclosed(signedData));
      return endEntities(received).stream()
          .filter(certificate -> hasSigned.test(certificate.getPublicKey()))
          .findFirst()
          .<Outcome>map(signer -> new Outcome.Signed(signerFirst(signer, received)))
          .orElseGet(() -> new Outcome.Refused("the signature is by none of the certificates"));
    } catch (RefusedCertificateException refused) {
      return new Outcome.Refused(refused.reason());
    }
  }

  private static List<X509Certificate> endEntities(List<X509Certificate> received) {
    List<X509Certificate> endEntities =
        received.stream().filter(certificate -> certificate.getBasicConstraints() < 0).toList();
    if (endEntities.size() > MAXIMUM_END_ENTITIES) {
      throw new RefusedCertificateException(
          "%d certificates that are no authorities', more than %d"
              .formatted(endEntities.size(), MAXIMUM_END_ENTITIES));
    }
    return endEntities;
  }

  private static List<Octets> signerFirst(X509Certificate signer, List<X509Certificate> received) {
    List<X509Certificate> ordered = new ArrayList<>(received);
    ordered.remove(signer);
    ordered.addFirst(signer);
    return ordered.stream().map(EnclosedCertificates::encoded).toList();
  }

  private static Octets encoded(X509Certificate certificate) {
    try {
      return Octets.owned(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has an encoding", e);
    }
  }

  private static List<Octets> enclosed(Octets signedData) {
    if (signedData.length() > MAXIMUM_LENGTH) {
      throw new RefusedCertificateException(
          "%d octets of certificates, more than %d".formatted(signedData.length(), MAXIMUM_LENGTH));
    }
    try {
      List<Octets> certificates = new ArrayList<>();
      for (ASN1Encodable element : certificates(signedData)) {
        // The alternatives to a certificate of X.509 are tagged (RFC 5652 section 10.2.2).
        if (element.toASN1Primitive() instanceof ASN1Sequence certificate) {
          certificates.add(Octets.owned(certificate.getEncoded()));
        }
      }
      return certificates;
    } catch (IOException
        | IllegalArgumentException
        | IllegalStateException
        | ArrayIndexOutOfBoundsException
        | ClassCastException malformed) {
      throw new RefusedCertificateException("the certificates are not well-formed PKCS #7");
    }
  }

  private static Iterable<ASN1Encodable> certificates(Octets signedData) throws IOException {
    return Optional.ofNullable(ASN1Primitive.fromByteArray(signedData.array()))
        .map(ContentInfo::getInstance)
        .filter(content -> PKCSObjectIdentifiers.signedData.equals(content.getContentType()))
        .map(ContentInfo::getContent)
        .map(SignedData::getInstance)
        .map(SignedData::getCertificates)
        .orElseThrow(
            () -> new RefusedCertificateException("there is no SignedData with certificates"));
  }
}
