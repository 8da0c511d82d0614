package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.eap.anyconnect.AggregateAuthentication;
import io.gatehouse.protocol.ike.crypto.CertificateValidation;
import io.gatehouse.protocol.ike.crypto.EnclosedCertificates;
import io.gatehouse.protocol.ike.policy.DeviceCertificate;
import io.gatehouse.protocol.octets.Octets;
import java.security.cert.X509Certificate;
import java.util.List;

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

  private static Outcome validated(
      List<Octets> certificates, DeviceCertificate device, Context context) {
    return switch (TrustedCertificates.validate(certificates, device.trust(), context.now())) {
      case CertificateValidation.Outcome.Valid(X509Certificate certificate) ->
          new Outcome.Proved(certificate);
      case CertificateValidation.Outcome.Invalid(String reason) -> new Outcome.NotProved(reason);
    };
  }
}
