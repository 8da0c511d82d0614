package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.crypto.AuthenticationMethod;
import io.gatehouse.protocol.ike.crypto.Prf;
import io.gatehouse.protocol.ike.crypto.SharedKeyAuthentication;
import io.gatehouse.protocol.ike.crypto.SignatureAuthentication;
import io.gatehouse.protocol.ike.crypto.SignedOctets;
import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.policy.LocalAuthentication;
import io.gatehouse.protocol.ike.policy.Profile;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** How the headend proves who it is: IDr, CERT and AUTH (RFC 7296 section 2.15). */
final class HeadendProof {

  private HeadendProof() {}

  /**
   * The configured identity, or the certificate's subject, or the address that the client called.
   */
  static Identification identity(Profile profile, Path path) {
    return profile
        .localIdentity()
        .orElseGet(
            () ->
                switch (profile.local()) {
                  case LocalAuthentication.Certificate certificate ->
                      subject(certificate.credential().chain().getFirst());
                  case LocalAuthentication.PreShared() ->
                      Identities.ofAddress(path.local().getAddress());
                });
  }

  private static Identification subject(X509Certificate certificate) {
    byte[] name = certificate.getSubjectX500Principal().getEncoded();
    return new Identification(Identification.ID_DER_ASN1_DN, Octets.owned(name));
  }

  static List<Payload> signed(
      HalfOpen session,
      Admission admission,
      LocalAuthentication.Certificate local,
      Context context) {
    List<X509Certificate> chain = local.credential().chain();
    SignatureAuthentication.RsaHash rsaHash =
        session.peer().anyConnect()
            ? local.anyConnectRsaHash()
            : SignatureAuthentication.RsaHash.SHA1;
    List<Payload> proof = new ArrayList<>();
    proof.add(new Payload.IdentificationResponder(admission.headend()));
    for (X509Certificate certificate : chain) {
      if (proof.size() == 1 || !selfIssued(certificate)) {
        proof.add(
            new Payload.Certificate(Payload.Certificate.X509_SIGNATURE, encoded(certificate)));
      }
    }
    proof.add(
        SignatureAuthentication.sign(
            local.credential().key(),
            chain.getFirst().getPublicKey(),
            signedOctets(session, admission),
            session.peerHashes(),
            local.pss(),
            rsaHash,
            session.ikeSa().suite().prf(),
            context.random()));
    return proof;
  }

  static List<Payload> preShared(HalfOpen session, Admission admission, Secret key) {
    return List.of(
        new Payload.IdentificationResponder(admission.headend()),
        sharedKey(session, admission, key));
  }

  /** AUTH with a shared key: after EAP it stands alone. */
  static Payload sharedKey(HalfOpen session, Admission admission, Secret key) {
    Prf prf = session.ikeSa().suite().prf();
    return new Payload.Authentication(
        AuthenticationMethod.SHARED_KEY_MESSAGE_INTEGRITY_CODE,
        SharedKeyAuthentication.compute(prf, key, signedOctets(session, admission)));
  }

  private static Octets signedOctets(HalfOpen session, Admission admission) {
    return SignedOctets.of(
        session.ikeSa().suite().prf(),
        session.initial().response(),
        session.initial().initiatorNonce(),
        session.ikeSa().keys().skPr(),
        admission.headend());
  }

  private static boolean selfIssued(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
  }

  private static Octets encoded(X509Certificate certificate) {
    try {
      return Octets.owned(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has an encoding", e);
    }
  }

  /** How {@code show} names it. */
  static String name(LocalAuthentication local) {
    return switch (local) {
      case LocalAuthentication.PreShared() -> "PSK";
      case LocalAuthentication.Certificate certificate ->
          certificate.credential().key().getAlgorithm().equals("RSA") ? "RSA" : "ECDSA";
    };
  }
}
