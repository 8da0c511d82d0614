package io.gatehouse.cluster.config.meaning;

import io.gatehouse.protocol.ike.crypto.Encryption;
import io.gatehouse.protocol.ike.crypto.Integrity;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.crypto.Prf;
import io.gatehouse.protocol.ike.policy.EncryptionChoice;
import io.gatehouse.protocol.ike.policy.EspProposal;
import io.gatehouse.protocol.ike.policy.IkeProposal;
import java.time.Duration;
import java.util.List;

/** What holds when a configuration does not say otherwise. */
final class Defaults {

  /** The name of the proposal, transform set and IPsec profile that are there without asking. */
  static final String NAME = "default";

  static final String HOSTNAME = "gatehouse";

  static final Duration IKE_LIFETIME = Duration.ofDays(1);
  static final Duration CHILD_LIFETIME = Duration.ofHours(1);

  /** 10 Mbit/s for an hour, as IOS has it. */
  static final long CHILD_KILOBYTES = 4_608_000;

  /** Of an IP packet that carries IKE, in octets. */
  static final int FRAGMENTATION_MTU = 1280;

  static final Duration HALF_OPEN = Duration.ofSeconds(30);
  static final Duration PROMPT = Duration.ofMinutes(5);

  /** How often IOS repeats an unanswered question before the peer is dead. */
  static final int DPD_RETRIES = 5;

  /** The password that IOS sends when it asks RADIUS for the attributes of a group. */
  static final String AUTHORIZATION_PASSWORD = "cisco";

  private static final List<EncryptionChoice> COMBINED =
      List.of(
          new EncryptionChoice(Encryption.ENCR_AES_GCM_16, 256),
          new EncryptionChoice(Encryption.ENCR_AES_GCM_16, 128));

  private static final List<EncryptionChoice> CBC =
      List.of(
          new EncryptionChoice(Encryption.ENCR_AES_CBC, 256),
          new EncryptionChoice(Encryption.ENCR_AES_CBC, 192),
          new EncryptionChoice(Encryption.ENCR_AES_CBC, 128));

  private static final List<KeyExchangeMethod> GROUPS =
      List.of(
          KeyExchangeMethod.ECP_256,
          KeyExchangeMethod.CURVE25519,
          KeyExchangeMethod.ECP_384,
          KeyExchangeMethod.ECP_521,
          KeyExchangeMethod.MODP_2048,
          KeyExchangeMethod.MODP_3072,
          KeyExchangeMethod.MODP_4096);

  private static final List<Prf> PRFS =
      List.of(Prf.PRF_HMAC_SHA2_512, Prf.PRF_HMAC_SHA2_384, Prf.PRF_HMAC_SHA2_256);

  static final List<IkeProposal> IKE_PROPOSALS =
      List.of(
          new IkeProposal(NAME, COMBINED, List.of(), PRFS, GROUPS),
          new IkeProposal(
              NAME,
              CBC,
              List.of(
                  Integrity.AUTH_HMAC_SHA2_512_256,
                  Integrity.AUTH_HMAC_SHA2_384_192,
                  Integrity.AUTH_HMAC_SHA2_256_128),
              PRFS,
              GROUPS));

  /** Ends with the one of IOS, {@code esp-aes esp-sha-hmac}, which is all that old clients know. */
  static final List<EspProposal> ESP_PROPOSALS =
      List.of(
          new EspProposal(NAME, COMBINED, List.of(), List.of()),
          new EspProposal(
              NAME,
              CBC,
              List.of(
                  Integrity.AUTH_HMAC_SHA2_256_128,
                  Integrity.AUTH_HMAC_SHA2_512_256,
                  Integrity.AUTH_HMAC_SHA2_384_192,
                  Integrity.AUTH_HMAC_SHA1_96),
              List.of()));

  private Defaults() {}
}
