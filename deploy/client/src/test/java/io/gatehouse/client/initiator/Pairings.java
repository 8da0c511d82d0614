package io.gatehouse.client.initiator;

import io.gatehouse.protocol.ike.crypto.Encryption;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.crypto.Prf;
import io.gatehouse.protocol.ike.policy.EncryptionChoice;
import io.gatehouse.protocol.ike.policy.EspProposal;
import io.gatehouse.protocol.ike.policy.IkeProposal;
import io.gatehouse.protocol.octets.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Clients and headends that fit together. */
final class Pairings {

  static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  static final HeadendCertificate CERTIFICATE = HeadendCertificate.issue(NOW);
  static final Credentials.PreSharedKey KEY =
      new Credentials.PreSharedKey(ScriptedHeadend.PRE_SHARED_KEY);

  static final List<EncryptionChoice> GCM =
      List.of(new EncryptionChoice(Encryption.ENCR_AES_GCM_16, 256));
  static final List<EspProposal> ESP = List.of(new EspProposal("esp", GCM, List.of(), List.of()));

  private Pairings() {}

  static Conversation connect(InitiatorSettings settings) {
    return new Conversation(settings, headend(KeyExchangeMethod.CURVE25519), NOW).connect();
  }

  static ScriptedHeadend headend(KeyExchangeMethod method) {
    return new ScriptedHeadend(CERTIFICATE, policy(method), ESP);
  }

  static List<IkeProposal> policy(KeyExchangeMethod... methods) {
    return List.of(
        new IkeProposal("ike", GCM, List.of(), List.of(Prf.PRF_HMAC_SHA2_256), List.of(methods)));
  }

  static Credentials userCredentials(String... passwords) {
    return new Credentials.AnyConnect("alice", Arrays.stream(passwords).map(Secret::utf8).toList());
  }

  static InitiatorSettings user(String... passwords) {
    return settings(userCredentials(passwords));
  }

  static InitiatorSettings settings(Credentials credentials) {
    return new SettingsBuilder(credentials).build();
  }

  static final class SettingsBuilder {
    private final Credentials credentials;
    private Optional<String> headendName = Optional.of(HeadendCertificate.NAME);
    private Optional<Milestone> vanishAfter = Optional.empty();
    private Fragmentation fragmentation = Fragmentation.RFC7383;
    private int padding;

    SettingsBuilder(Credentials credentials) {
      this.credentials = credentials;
    }

    SettingsBuilder headendName(String name) {
      headendName = Optional.of(name);
      return this;
    }

    SettingsBuilder vanishAfter(Milestone milestone) {
      vanishAfter = Optional.of(milestone);
      return this;
    }

    SettingsBuilder fragmentation(Fragmentation kind, int octets) {
      fragmentation = kind;
      padding = octets;
      return this;
    }

    InitiatorSettings build() {
      return new InitiatorSettings(
          credentials,
          InitiatorSettings.ANYCONNECT_IDENTITY,
          List.of(CERTIFICATE.authority()),
          headendName,
          policy(KeyExchangeMethod.CURVE25519, KeyExchangeMethod.ECP_256),
          ESP,
          KeyExchangeMethod.CURVE25519,
          fragmentation,
          600,
          padding,
          new Retransmission(Duration.ofSeconds(1), 3),
          vanishAfter,
          MessageIdSync.ANSWERED);
    }
  }
}
