package io.gatehouse.protocol.ike.policy;

import java.util.List;

/**
 * {@code cert-request}: an AnyConnect client must prove that it has a certificate.
 *
 * @param trust the trustpoints of which one must accept it
 * @param sufficient whether the certificate is all that is asked for; otherwise a password follows
 */
public record DeviceCertificate(List<Trust> trust, boolean sufficient) {
  public DeviceCertificate {
    trust = List.copyOf(trust);
  }
}
