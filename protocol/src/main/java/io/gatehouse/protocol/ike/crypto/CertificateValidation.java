package io.gatehouse.protocol.ike.crypto;

import io.gatehouse.protocol.octets.Octets;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** Checks a peer's certificates against one trustpoint (RFC 5280, RFC 4945). Nothing is fetched. */
public final class CertificateValidation {

  private CertificateValidation() {}

  /** What came of it. */
  public sealed interface Outcome {
    record Valid(X509Certificate endEntity) implements Outcome {}

    /** {@code reason} is one line for the operator's log, bounded in length. */
    record Invalid(String reason) implements Outcome {}
  }

  /**
   * @param certificates DER, as received: end entity first, the rest in any order
   * @param revocationLists when not empty, every certificate below the anchor must be covered by a
   *     current list
   */
  public static Outcome validate(
      List<Octets> certificates,
      List<X509Certificate> anchors,
      List<X509CRL> revocationLists,
      Instant now) {
    throw new UnsupportedOperationException();
  }
}
