package io.gatehouse.cluster.session;

import io.gatehouse.protocol.ike.crypto.Encryption;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.crypto.Prf;
import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.ike.policy.EncryptionChoice;
import io.gatehouse.protocol.ike.policy.EspProposal;
import io.gatehouse.protocol.ike.policy.IdentityMatch;
import io.gatehouse.protocol.ike.policy.IkeProposal;
import io.gatehouse.protocol.ike.policy.KeyringPeer;
import io.gatehouse.protocol.ike.policy.LocalAuthentication;
import io.gatehouse.protocol.ike.policy.Profile;
import io.gatehouse.protocol.ike.policy.RemoteAuthentication;
import io.gatehouse.protocol.ike.policy.ResponderPolicy;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A policy that lets everybody of example.com in who knows one key. */
public final class PskPolicy {

  public static final Secret KEY = Secret.utf8("a pre-shared key of the tests");
  public static final Duration HALF_OPEN = Duration.ofSeconds(30);

  static final IdentityMatch CLIENTS = new IdentityMatch.FqdnDomain("example.com");
  static final List<EncryptionChoice> GCM =
      List.of(new EncryptionChoice(Encryption.ENCR_AES_GCM_16, 256));
  static final IkeProposal IKE =
      new IkeProposal(
          "ike",
          GCM,
          List.of(),
          List.of(Prf.PRF_HMAC_SHA2_256),
          List.of(KeyExchangeMethod.CURVE25519));
  static final EspProposal ESP = new EspProposal("esp", GCM, List.of(), List.of());

  private PskPolicy() {}

  public static ResponderPolicy of(Duration halfOpenTimeout) {
    return new ResponderPolicy(
        List.of(IKE), List.of(profile()), 1200, halfOpenTimeout, Duration.ofMinutes(5));
  }

  private static Profile profile() {
    return new Profile(
        "STAFF",
        List.of(CLIENTS),
        Optional.of(fqdn("vpn.example.net")),
        new LocalAuthentication.PreShared(),
        List.of(new RemoteAuthentication.PreShared()),
        List.of(new KeyringPeer("staff", CLIENTS, KEY, KEY)),
        List.of(ESP),
        Duration.ofHours(24),
        Duration.ofHours(1),
        OptionalLong.empty(),
        Optional.empty());
  }

  static Identification fqdn(String name) {
    return new Identification(Identification.ID_FQDN, Octets.utf8(name));
  }
}
