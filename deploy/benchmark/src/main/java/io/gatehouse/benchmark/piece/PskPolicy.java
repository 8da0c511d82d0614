package io.gatehouse.benchmark.piece;

import io.gatehouse.client.initiator.Credentials;
import io.gatehouse.client.initiator.Fragmentation;
import io.gatehouse.client.initiator.Identities;
import io.gatehouse.client.initiator.InitiatorSettings;
import io.gatehouse.client.initiator.MessageIdSync;
import io.gatehouse.client.initiator.Retransmission;
import io.gatehouse.protocol.ike.crypto.Encryption;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.crypto.Prf;
import io.gatehouse.protocol.ike.policy.EncryptionChoice;
import io.gatehouse.protocol.ike.policy.EspProposal;
import io.gatehouse.protocol.ike.policy.IdentityMatch;
import io.gatehouse.protocol.ike.policy.IkeProposal;
import io.gatehouse.protocol.ike.policy.KeyringPeer;
import io.gatehouse.protocol.ike.policy.LocalAuthentication;
import io.gatehouse.protocol.ike.policy.Profile;
import io.gatehouse.protocol.ike.policy.RemoteAuthentication;
import io.gatehouse.protocol.ike.policy.ResponderPolicy;
import io.gatehouse.protocol.octets.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What client and headend agree on: a pre-shared key, X25519, AES-256-GCM, HMAC-SHA2-256. */
final class PskPolicy {

  private static final Secret KEY = Secret.utf8("a pre-shared key of the benchmark");
  private static final String DOMAIN = "psk.example.org";
  private static final IdentityMatch CLIENTS = new IdentityMatch.EmailDomain(DOMAIN);
  private static final List<EncryptionChoice> GCM =
      List.of(new EncryptionChoice(Encryption.ENCR_AES_GCM_16, 256));
  private static final IkeProposal IKE =
      new IkeProposal(
          "AEAD",
          GCM,
          List.of(),
          List.of(Prf.PRF_HMAC_SHA2_256),
          List.of(KeyExchangeMethod.CURVE25519));
  private static final EspProposal ESP = new EspProposal("GCM", GCM, List.of(), List.of());
  private static final int MAXIMUM_MESSAGE = 1248;

  private PskPolicy() {}

  static ResponderPolicy headend() {
    return new ResponderPolicy(
        List.of(IKE),
        List.of(profile()),
        MAXIMUM_MESSAGE,
        Duration.ofSeconds(30),
        Duration.ofMinutes(5));
  }

  private static Profile profile() {
    return new Profile(
        "PSK",
        List.of(CLIENTS),
        Optional.of(Identities.parse("headend.example.org")),
        new LocalAuthentication.PreShared(),
        List.of(new RemoteAuthentication.PreShared()),
        List.of(new KeyringPeer("ALL", CLIENTS, KEY, KEY)),
        List.of(ESP),
        Duration.ofDays(1),
        Duration.ofHours(1),
        OptionalLong.empty(),
        Optional.empty());
  }

  static InitiatorSettings client(String user) {
    return new InitiatorSettings(
        new Credentials.PreSharedKey(KEY),
        Identities.parse(user + "@" + DOMAIN),
        List.of(),
        Optional.empty(),
        List.of(IKE),
        List.of(ESP),
        KeyExchangeMethod.CURVE25519,
        Fragmentation.RFC7383,
        MAXIMUM_MESSAGE,
        0,
        new Retransmission(Duration.ofSeconds(2), 1),
        Optional.empty(),
        MessageIdSync.ANSWERED);
  }
}
