package io.gatehouse.protocol.ike.policy;

import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;

/** Whose certificates a trustpoint accepts. Without revocation lists, revocation is not checked. */
public record Trust(
    String trustpoint, List<X509Certificate> anchors, List<X509CRL> revocationLists) {
  public Trust {
    anchors = List.copyOf(anchors);
    revocationLists = List.copyOf(revocationLists);
  }

  @Override
  public String toString() {
    return "Trust(" + trustpoint + ")";
  }
}
