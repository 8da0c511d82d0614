package io.gatehouse.benchmark.node;

import io.gatehouse.endtoend.certificate.CertificateAuthority;
import io.gatehouse.endtoend.certificate.Identity;
import io.gatehouse.endtoend.certificate.KeyType;

/** Certificates that headends and clients agree on. */
public record Pki(CertificateAuthority authority, Identity rsa, Identity ecdsa) {

  public static Pki create() {
    var authority = new CertificateAuthority("Benchmark Root", KeyType.RSA_2048);
    return new Pki(
        authority,
        authority.server(KeyType.RSA_2048, "headend.example.org"),
        authority.server(KeyType.ECDSA_P256, "headend-ecdsa.example.org"));
  }
}
