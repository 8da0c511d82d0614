package io.gatehouse.protocol.ike.crypto;

import io.gatehouse.protocol.octets.Octets;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** A peer's certificates from DER, within bounds that keep a stranger's certificates cheap. */
final class ReceivedCertificates {

  static final int MAXIMUM_COUNT = 16;
  static final int MAXIMUM_LENGTH = 64 * 1024;

  private ReceivedCertificates() {}

  /** In the order received, without repetitions; at least one. */
  static List<X509Certificate> decode(List<Octets> certificates) {
    if (certificates.isEmpty() || certificates.size() > MAXIMUM_COUNT) {
      throw new RefusedCertificateException(
          certificates.size() + " certificates received, not 1 to " + MAXIMUM_COUNT);
    }
    LinkedHashSet<X509Certificate> decoded = new LinkedHashSet<>();
    for (int i = 0; i < certificates.size(); i++) {
      decoded.add(decode(certificates.get(i), "certificate " + (i + 1)));
    }
    return new ArrayList<>(decoded);
  }

  private static X509Certificate decode(Octets der, String name) {
    if (der.length() > MAXIMUM_LENGTH) {
      throw new RefusedCertificateException(
          name + ": " + der.length() + " octets, more than " + MAXIMUM_LENGTH);
    }
    X509Certificate certificate = parse(der, name);
    KeyStrength.fault(certificate.getPublicKey())
        .ifPresent(
            fault -> {
              throw new RefusedCertificateException(name + ": " + fault);
            });
    return certificate;
  }

  private static X509Certificate parse(Octets der, String name) {
    try {
      X509Certificate certificate =
          (X509Certificate)
              Providers.certificates().generateCertificate(new ByteArrayInputStream(der.array()));
      // The factory also takes PEM, and ignores what follows.
      if (!Octets.owned(certificate.getEncoded()).equals(der)) {
        throw new RefusedCertificateException(name + ": not exactly one certificate in DER");
      }
      return certificate;
    } catch (CertificateException e) {
      throw new RefusedCertificateException(name + ": " + e.getMessage());
    }
  }
}
