package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.eap.anyconnect.LoginGroup;
import io.gatehouse.protocol.ike.crypto.Encryption;
import io.gatehouse.protocol.ike.crypto.Integrity;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.crypto.Prf;
import io.gatehouse.protocol.ike.crypto.SignatureAuthentication;
import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.ike.policy.DeadPeerDetection;
import io.gatehouse.protocol.ike.policy.DeviceCertificate;
import io.gatehouse.protocol.ike.policy.EncryptionChoice;
import io.gatehouse.protocol.ike.policy.EspProposal;
import io.gatehouse.protocol.ike.policy.IdentityMatch;
import io.gatehouse.protocol.ike.policy.IkeProposal;
import io.gatehouse.protocol.ike.policy.KeyringPeer;
import io.gatehouse.protocol.ike.policy.LocalAuthentication;
import io.gatehouse.protocol.ike.policy.Profile;
import io.gatehouse.protocol.ike.policy.RemoteAuthentication;
import io.gatehouse.protocol.ike.policy.ResponderPolicy;
import io.gatehouse.protocol.ike.policy.Trust;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What the operator of the headend under test has configured. */
final class Policies {

  static final Duration HALF_OPEN = Duration.ofSeconds(30);
  static final Duration PROMPT = Duration.ofMinutes(5);
  static final Duration IKE_LIFETIME = Duration.ofDays(1);
  static final Duration CHILD_LIFETIME = Duration.ofHours(1);
  static final long CHILD_OCTETS = 4_000_000;
  static final DeadPeerDetection DPD =
      new DeadPeerDetection(Duration.ofMinutes(1), Duration.ofSeconds(5), 3);

  /** The key of the published conformance specification. */
  static final Secret PSK = Secret.utf8("IKETEST12345678!");

  static final EncryptionChoice GCM_128 = new EncryptionChoice(Encryption.ENCR_AES_GCM_16, 128);
  static final EncryptionChoice GCM_256 = new EncryptionChoice(Encryption.ENCR_AES_GCM_16, 256);
  static final EncryptionChoice CBC_256 = new EncryptionChoice(Encryption.ENCR_AES_CBC, 256);

  static final IkeProposal IKE =
      new IkeProposal(
          "gcm",
          List.of(GCM_256, GCM_128),
          List.of(),
          List.of(Prf.PRF_HMAC_SHA2_256, Prf.PRF_HMAC_SHA2_384),
          List.of(KeyExchangeMethod.CURVE25519, KeyExchangeMethod.ECP_256));

  static final IkeProposal IKE_CBC =
      new IkeProposal(
          "cbc",
          List.of(CBC_256),
          List.of(Integrity.AUTH_HMAC_SHA2_256_128),
          List.of(Prf.PRF_HMAC_SHA2_256),
          List.of(KeyExchangeMethod.CURVE25519));

  static final EspProposal ESP =
      new EspProposal("gcm", List.of(GCM_256, GCM_128), List.of(), List.of());

  static final EspProposal ESP_PFS =
      new EspProposal(
          "pfs",
          List.of(GCM_256),
          List.of(),
          List.of(KeyExchangeMethod.CURVE25519, KeyExchangeMethod.ECP_256));

  static final Identification ALICE =
      new Identification(Identification.ID_FQDN, Octets.utf8("alice.example.com"));
  static final Identification ANYCONNECT =
      new Identification(Identification.ID_CISCO_GROUP_NAME, Identities.ANYCONNECT);

  private static final LocalAuthentication CERTIFICATE =
      new LocalAuthentication.Certificate(
          TestCertificates.HEADEND, SignatureAuthentication.RsaHash.PRF, false);

  private Policies() {}

  static ResponderPolicy psk() {
    return of(profile(new LocalAuthentication.PreShared(), new RemoteAuthentication.PreShared()));
  }

  static ResponderPolicy certificate() {
    return of(
        profile(
            CERTIFICATE,
            new RemoteAuthentication.Certificate(
                List.of(new Trust("TEST", List.of(TestCertificates.AUTHORITY), List.of())))));
  }

  static ResponderPolicy eap(boolean queryIdentity) {
    return of(profile(CERTIFICATE, new RemoteAuthentication.Eap(queryIdentity)));
  }

  static ResponderPolicy anyConnect() {
    return of(profile(CERTIFICATE, new RemoteAuthentication.AnyConnectEap(Optional.empty())));
  }

  static ResponderPolicy anyConnect(LoginGroup... groups) {
    return of(
        profile(
            CERTIFICATE,
            new RemoteAuthentication.AnyConnectEap(Optional.empty(), 1, List.of(groups), true)));
  }

  /**
   * With a device's certificate, and with a password behind it unless that is {@code sufficient}.
   */
  static ResponderPolicy device(boolean sufficient, X509CRL... revocationLists) {
    Trust trust = new Trust("TEST", List.of(TestCertificates.AUTHORITY), List.of(revocationLists));
    return of(
        profile(
            CERTIFICATE,
            new RemoteAuthentication.AnyConnectEap(
                Optional.of(new DeviceCertificate(List.of(trust), sufficient)))));
  }

  /** Of the device and of its user. */
  static ResponderPolicy twoCertificates(boolean sufficient) {
    Trust trust = new Trust("TEST", List.of(TestCertificates.AUTHORITY), List.of());
    return of(
        profile(
            CERTIFICATE,
            new RemoteAuthentication.AnyConnectEap(
                Optional.of(new DeviceCertificate(List.of(trust), sufficient, true)))));
  }

  static ResponderPolicy of(Profile profile) {
    return new ResponderPolicy(List.of(IKE, IKE_CBC), List.of(profile), 1200, HALF_OPEN, PROMPT);
  }

  /** The same with other transform sets. */
  static ResponderPolicy with(ResponderPolicy policy, EspProposal... esp) {
    Profile was = policy.profiles().getFirst();
    return of(
        new Profile(
            was.name(),
            was.matches(),
            was.localIdentity(),
            was.local(),
            was.remote(),
            was.keyring(),
            List.of(esp),
            was.ikeLifetime(),
            was.childLifetime(),
            was.childOctets(),
            was.deadPeerDetection()));
  }

  private static Profile profile(LocalAuthentication local, RemoteAuthentication remote) {
    return new Profile(
        "REMOTE",
        List.of(new IdentityMatch.Fqdn("alice.example.com"), keyId()),
        Optional.of(new Identification(Identification.ID_FQDN, Octets.utf8("vpn.example.com"))),
        local,
        List.of(remote),
        List.of(new KeyringPeer("alice", new IdentityMatch.Fqdn("alice.example.com"), PSK, PSK)),
        List.of(ESP),
        IKE_LIFETIME,
        CHILD_LIFETIME,
        OptionalLong.of(CHILD_OCTETS),
        Optional.of(DPD));
  }

  private static IdentityMatch keyId() {
    return new IdentityMatch.KeyId(Identities.ANYCONNECT);
  }
}
