package io.gatehouse.client.initiator;

import io.gatehouse.protocol.ike.crypto.AuthenticationMethod;
import io.gatehouse.protocol.ike.crypto.CertificateValidation;
import io.gatehouse.protocol.ike.crypto.IdentityBinding;
import io.gatehouse.protocol.ike.crypto.PeerRole;
import io.gatehouse.protocol.ike.crypto.SharedKeyAuthentication;
import io.gatehouse.protocol.ike.crypto.SignatureAuthentication;
import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether the first IKE_AUTH response proves the headend's identity. */
final class HeadendAuthentication {

  private final InitiatorSettings settings;
  private final Handshake handshake;

  HeadendAuthentication(InitiatorSettings settings, Handshake handshake) {
    this.settings = settings;
    this.handshake = handshake;
  }

  /** What came of it. */
  sealed interface Outcome {
    record Proved(Identification identity) implements Outcome {}

    record Doubtful(String reason) implements Outcome {}
  }

  Outcome of(IkeMessage response, Instant now) {
    Optional<Identification> identity =
        response
            .first(Payload.IdentificationResponder.class)
            .map(Payload.IdentificationResponder::identification);
    Optional<Payload.Authentication> proof = response.first(Payload.Authentication.class);
    if (identity.isEmpty() || proof.isEmpty()) {
      return new Outcome.Doubtful("the headend does not say who it is");
    }
    return switch (settings.credentials()) {
      case Credentials.PreSharedKey shared -> byKey(identity.get(), proof.get(), shared.key());
      case Credentials.AnyConnect _, Credentials.Certificate _ ->
          byCertificate(identity.get(), proof.get(), response, now);
    };
  }

  private Outcome byKey(Identification identity, Payload.Authentication proof, Secret key) {
    return proof.method() == AuthenticationMethod.SHARED_KEY_MESSAGE_INTEGRITY_CODE
            && SharedKeyAuthentication.verify(
                handshake.sa().suite().prf(),
                key,
                handshake.responderOctets(identity),
                proof.data())
        ? new Outcome.Proved(identity)
        : new Outcome.Doubtful("the headend has another pre-shared key");
  }

  private Outcome byCertificate(
      Identification identity, Payload.Authentication proof, IkeMessage response, Instant now) {
    List<Octets> certificates =
        response
            .all(Payload.Certificate.class)
            .filter(certificate -> certificate.encoding() == Payload.Certificate.X509_SIGNATURE)
            .map(Payload.Certificate::data)
            .toList();
    if (certificates.isEmpty()) {
      return new Outcome.Doubtful("the headend sent no certificate");
    }
    return switch (CertificateValidation.validate(
        certificates, settings.anchors(), List.of(), now, PeerRole.HEADEND)) {
      case CertificateValidation.Outcome.Invalid invalid ->
          new Outcome.Doubtful("the headend's certificate: " + invalid.reason());
      case CertificateValidation.Outcome.Valid valid ->
          bySignature(identity, proof, valid.endEntity());
    };
  }

  private Outcome bySignature(
      Identification identity, Payload.Authentication proof, X509Certificate certificate) {
    if (!issuedForHeadend(certificate)) {
      return new Outcome.Doubtful(
          "the headend's certificate is not for " + settings.headendName().orElse(""));
    }
    return SignatureAuthentication.verify(
            certificate.getPublicKey(), proof, handshake.responderOctets(identity))
        ? new Outcome.Proved(identity)
        : new Outcome.Doubtful("the headend's signature is wrong");
  }

  private boolean issuedForHeadend(X509Certificate certificate) {
    return settings
        .headendName()
        .map(Identities::parse)
        .map(expected -> IdentityBinding.binds(certificate, expected))
        .orElse(true);
  }
}
