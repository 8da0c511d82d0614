package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.crypto.CertificateValidation;
import io.gatehouse.protocol.ike.policy.Trust;
import io.gatehouse.protocol.octets.Octets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** A client's certificates before the trustpoints of its profile. */
final class TrustedCertificates {

  private TrustedCertificates() {}

  /**
   * One trustpoint is enough.
   *
   * @param certificates DER, the client's own first
   */
  static CertificateValidation.Outcome validate(
      List<Octets> certificates, List<Trust> trust, Instant now) {
    String reason = "the profile trusts nobody";
    for (Trust one : trust) {
      switch (CertificateValidation.validate(
          certificates, one.anchors(), one.revocationLists(), now)) {
        case CertificateValidation.Outcome.Valid(X509Certificate certificate) -> {
          return new CertificateValidation.Outcome.Valid(certificate);
        }
        case CertificateValidation.Outcome.Invalid(String why) ->
            reason = "trustpoint " + one.trustpoint() + ": " + why;
      }
    }
    return new CertificateValidation.Outcome.Invalid(reason);
  }
}
