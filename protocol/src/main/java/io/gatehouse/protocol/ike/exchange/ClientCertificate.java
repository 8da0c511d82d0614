package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.text.PrintableLine;
import java.security.cert.X509Certificate;
import java.util.Locale;
import javax.security.auth.x500.X500Principal;

/**
 * What a session keeps of the certificate that its client has proved to have. Names are in the form
 * of RFC 4514, one line of at most 300 characters.
 *
 * @param serialNumber upper-case hexadecimal digits: with the issuer, what a revocation list says
 * @param sufficient whether the certificate alone authenticated the client
 */
public record ClientCertificate(
    String subject, String issuer, String serialNumber, boolean sufficient) {

  static ClientCertificate of(X509Certificate certificate, boolean sufficient) {
    return new ClientCertificate(
        line(certificate.getSubjectX500Principal()),
        line(certificate.getIssuerX500Principal()),
        PrintableLine.of(
            certificate.getSerialNumber().toString(16).toUpperCase(Locale.ROOT),
            PrintableLine.SHORT),
        sufficient);
  }

  private static String line(X500Principal name) {
    return PrintableLine.of(name.getName());
  }
}
