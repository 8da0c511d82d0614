package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.policy.DeviceCertificate;
import io.gatehouse.protocol.ike.policy.RemoteAuthentication;
import io.gatehouse.protocol.ike.policy.ResponderPolicy;
import io.gatehouse.protocol.ike.policy.Trust;
import io.gatehouse.protocol.octets.Octets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The CERTREQ payload (RFC 7296 section 3.7): SHA-1 hashes of the public keys of all authorities
 * that some profile trusts.
 */
final class CertificateAuthorities {

  private CertificateAuthorities() {}

  static Optional<Payload> request(ResponderPolicy policy) {
    Set<Octets> hashes = new LinkedHashSet<>();
    policy.profiles().stream()
        .flatMap(profile -> profile.remote().stream())
        .flatMap(remote -> trust(remote).stream())
        .forEach(trust -> hashes.addAll(hashes(trust)));
    return hashes.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Payload.CertificateRequest(
                Payload.Certificate.X509_SIGNATURE, Octets.concat(List.copyOf(hashes))));
  }

  /** A device's certificate does not come in CERT, but this is all that helps to choose one. */
  private static List<Trust> trust(RemoteAuthentication remote) {
    return switch (remote) {
      case RemoteAuthentication.Certificate(List<Trust> trust) -> trust;
      case RemoteAuthentication.AnyConnectEap anyConnect ->
          anyConnect.device().map(DeviceCertificate::trust).orElse(List.of());
      case RemoteAuthentication.PreShared _, RemoteAuthentication.Eap _ -> List.of();
    };
  }

  private static List<Octets> hashes(Trust trust) {
    return trust.anchors().stream().map(CertificateAuthorities::keyHash).toList();
  }

  private static Octets keyHash(X509Certificate certificate) {
    try {
      return Octets.owned(
          MessageDigest.getInstance("SHA-1").digest(certificate.getPublicKey().getEncoded()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
