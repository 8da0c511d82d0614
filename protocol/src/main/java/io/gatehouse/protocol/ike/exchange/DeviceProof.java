package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.eap.anyconnect.AggregateAuthentication;
import io.gatehouse.protocol.ike.crypto.CertificateValidation;
import io.gatehouse.protocol.ike.crypto.EnclosedCertificates;
import io.gatehouse.protocol.ike.crypto.SignatureAuthentication.Hash;
import io.gatehouse.protocol.ike.policy.DeviceCertificate;
import io.gatehouse.protocol.octets.Octets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * Verifies the certificate of an AnyConnect client. Its signature covers the octets that AUTH would
 * (RFC 7296 section 2.15), and nothing of EAP; IDi names no certificate, so it binds nothing.
 */
final class DeviceProof {

  private DeviceProof() {}

  sealed interface Outcome {
    record Proved(X509Certificate certificate) implements Outcome {}

    record NotProved(String reason) implements Outcome {}
  }

  static Outcome verify(
      HalfOpen session,
      Admission admission,
      DeviceCertificate device,
      AggregateAuthentication.Outcome.CheckCertificate shown,
      Context context) {
    return switch (EnclosedCertificates.signer(
        shown.certificates(), shown.signature(), ClientProof.signedOctets(session, admission))) {
      case EnclosedCertificates.Outcome.Signed(List<Octets> certificates) ->
          validated(certificates, device, context);
      case EnclosedCertificates.Outcome.Refused(String reason) -> new Outcome.NotProved(reason);
    };
  }

  /**
   * A second certificate, in front of which the first was proved; its signature covers the document
   * that asked for it.
   *
   * @param first which does not count twice
   */
  static Outcome verifySecond(
      AggregateAuthentication.Outcome.CheckSecondCertificate shown,
      X509Certificate first,
      DeviceCertificate device,
      Context context) {
    Optional<Hash> hash = hash(shown.hash());
    if (hash.isEmpty()) {
      return new Outcome.NotProved("hash \"" + shown.hash() + "\" was not offered");
    }
    return switch (EnclosedCertificates.signer(
        shown.certificates(), hash.get(), shown.signature(), shown.signed())) {
      case EnclosedCertificates.Outcome.Signed(List<Octets> certificates) ->
          another(validated(certificates, device, context), first);
      case EnclosedCertificates.Outcome.Refused(String reason) -> new Outcome.NotProved(reason);
    };
  }

  private static Outcome another(Outcome outcome, X509Certificate first) {
    return outcome instanceof Outcome.Proved(X509Certificate certificate)
            && certificate.getPublicKey().equals(first.getPublicKey())
        ? new Outcome.NotProved("it is the first certificate again, or has its key")
        : outcome;
  }

  /** By the names in the document. */
  private static Optional<Hash> hash(String name) {
    return switch (name) {
      case "sha256" -> Optional.of(Hash.SHA2_256);
      case "sha384" -> Optional.of(Hash.SHA2_384);
      case "sha512" -> Optional.of(Hash.SHA2_512);
      default -> Optional.empty();
    };
  }

  private static Outcome validated(
      List<Octets> certificates, DeviceCertificate device, Context context) {
    return switch (TrustedCertificates.validate(certificates, device.trust(), context.now())) {
      case CertificateValidation.Outcome.Valid(X509Certificate certificate) ->
          new Outcome.Proved(certificate);
      case CertificateValidation.Outcome.Invalid(String reason) -> new Outcome.NotProved(reason);
    };
  }
}
