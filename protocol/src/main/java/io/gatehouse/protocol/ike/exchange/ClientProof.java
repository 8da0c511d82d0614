package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.crypto.AuthenticationMethod;
import io.gatehouse.protocol.ike.crypto.CertificateValidation;
import io.gatehouse.protocol.ike.crypto.IdentityBinding;
import io.gatehouse.protocol.ike.crypto.Prf;
import io.gatehouse.protocol.ike.crypto.SharedKeyAuthentication;
import io.gatehouse.protocol.ike.crypto.SignatureAuthentication;
import io.gatehouse.protocol.ike.crypto.SignedOctets;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.policy.IdentityMatch;
import io.gatehouse.protocol.ike.policy.KeyringPeer;
import io.gatehouse.protocol.ike.policy.RemoteAuthentication;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** Verifies the client's AUTH (RFC 7296 section 2.15). */
final class ClientProof {

  private ClientProof() {}

  sealed interface Outcome {}

  record Proved(ClientAuthentication authentication) implements Outcome {}

  record NotProved(String reason) implements Outcome {}

  static boolean isSharedKey(Payload.Authentication authentication) {
    return authentication.method() == AuthenticationMethod.SHARED_KEY_MESSAGE_INTEGRITY_CODE;
  }

  static Outcome verify(
      HalfOpen session,
      Admission admission,
      Payload.Authentication authentication,
      Context context) {
    return isSharedKey(authentication)
        ? preShared(session, admission, authentication)
        : certificate(session, admission, authentication, context);
  }

  private static Outcome preShared(
      HalfOpen session, Admission admission, Payload.Authentication authentication) {
    return keyringPeer(admission, session.path())
        .<Outcome>map(
            peer ->
                sharedKeyHolds(session, admission, peer.remote(), authentication)
                    ? new Proved(ClientAuthentication.of(AuthorizationRequest.Method.PSK))
                    : new NotProved("the pre-shared key is wrong"))
        .orElse(new NotProved("no keyring entry for this peer"));
  }

  /** The keyring's entry for IDi, or for the address that the client calls from. */
  static Optional<KeyringPeer> keyringPeer(Admission admission, Path path) {
    return admission.profile().keyring().stream()
        .filter(
            peer ->
                Identities.matches(peer.match(), admission.client())
                    || (peer.match() instanceof IdentityMatch.Address
                        && Identities.matches(
                            peer.match(), Identities.ofAddress(path.remote().getAddress()))))
        .findFirst();
  }

  static boolean sharedKeyHolds(
      HalfOpen session, Admission admission, Secret key, Payload.Authentication authentication) {
    Prf prf = session.ikeSa().suite().prf();
    return isSharedKey(authentication)
        && SharedKeyAuthentication.verify(
            prf, key, signedOctets(session, admission), authentication.data());
  }

  private static Outcome certificate(
      HalfOpen session,
      Admission admission,
      Payload.Authentication authentication,
      Context context) {
    RemoteAuthentication.Certificate accepted =
        admission.profile().remote(RemoteAuthentication.Certificate.class).orElseThrow();
    if (admission.certificates().isEmpty()) {
      return new NotProved("the client sent no certificate");
    }
    return switch (TrustedCertificates.validate(
        admission.certificates(), accepted.trust(), context.now())) {
      case CertificateValidation.Outcome.Valid(X509Certificate certificate) ->
          signature(session, admission, authentication, certificate);
      case CertificateValidation.Outcome.Invalid(String reason) -> new NotProved(reason);
    };
  }

  private static Outcome signature(
      HalfOpen session,
      Admission admission,
      Payload.Authentication authentication,
      X509Certificate certificate) {
    if (!IdentityBinding.binds(certificate, admission.client())) {
      return new NotProved("the certificate is not for this identity");
    }
    return SignatureAuthentication.verify(
            certificate.getPublicKey(), authentication, signedOctets(session, admission))
        ? new Proved(ClientAuthentication.by(certificate))
        : new NotProved("the signature is wrong");
  }

  static Octets signedOctets(HalfOpen session, Admission admission) {
    return SignedOctets.of(
        session.ikeSa().suite().prf(),
        session.initial().request(),
        session.initial().responderNonce(),
        session.ikeSa().keys().skPi(),
        admission.client());
  }
}
