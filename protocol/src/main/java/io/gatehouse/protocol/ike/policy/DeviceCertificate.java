package io.gatehouse.protocol.ike.policy;

import java.util.List;

/**
 * {@code cert-request}: an AnyConnect client must prove that it has a certificate.
 *
 * @param trust the trustpoints of which one must accept it
 * @param sufficient whether nothing is asked for after it; otherwise a password follows
 * @param second whether the user's certificate is asked for as well, in front of the password
 */
public record DeviceCertificate(List<Trust> trust, boolean sufficient, boolean second) {
  public DeviceCertificate {
    trust = List.copyOf(trust);
  }

  /** One certificate. */
  public DeviceCertificate(List<Trust> trust, boolean sufficient) {
    this(trust, sufficient, false);
  }
}
