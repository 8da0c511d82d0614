package io.gatehouse.protocol.ike.exchange;

import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * How a client has proved who it is.
 *
 * @param certificate the one that it has proved to have
 * @param group that an AnyConnect user has picked
 * @param sufficient whether the certificate was all that was asked for
 */
record ClientAuthentication(
    AuthorizationRequest.Method method,
    Optional<X509Certificate> certificate,
    Optional<String> group,
    boolean sufficient) {

  static ClientAuthentication of(AuthorizationRequest.Method method) {
    return new ClientAuthentication(method, Optional.empty(), Optional.empty(), false);
  }

  static ClientAuthentication by(X509Certificate certificate) {
    return new ClientAuthentication(
        AuthorizationRequest.Method.CERT, Optional.of(certificate), Optional.empty(), true);
  }

  Optional<ClientCertificate> recorded() {
    return certificate.map(one -> ClientCertificate.of(one, sufficient));
  }
}
