package io.gatehouse.protocol.ike.policy;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/** A trustpoint's own certificate: the chain, end entity first, and the key. */
public record Credential(String trustpoint, List<X509Certificate> chain, PrivateKey key) {
  public Credential {
    chain = List.copyOf(chain);
  }

  @Override
  public String toString() {
    return "Credential(" + trustpoint + ")";
  }
}
