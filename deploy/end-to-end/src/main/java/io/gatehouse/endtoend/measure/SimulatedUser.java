package io.gatehouse.endtoend.measure;

import io.gatehouse.client.initiator.Credentials;
import io.gatehouse.client.initiator.Fragmentation;
import io.gatehouse.client.initiator.InitiatorSettings;
import io.gatehouse.client.initiator.MessageIdSync;
import io.gatehouse.client.initiator.Retransmission;
import io.gatehouse.endtoend.Site;
import io.gatehouse.endtoend.peer.RadiusUser;
import io.gatehouse.protocol.ike.crypto.Encryption;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.crypto.Prf;
import io.gatehouse.protocol.ike.policy.EncryptionChoice;
import io.gatehouse.protocol.ike.policy.EspProposal;
import io.gatehouse.protocol.ike.policy.IkeProposal;
import io.gatehouse.protocol.octets.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a simulated AnyConnect client is told before it connects. */
public final class SimulatedUser {
  private static final int LONGEST_MESSAGE = 1280 - 20 - 8 - 4;
  private static final Duration AGAIN = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LITTLE_PATIENCE = Duration.ofSeconds(10);

  private SimulatedUser() {}

  /**
   * A client that sends a request again four times a second, so that it hears of the headend's
   * return at once, and that does not give up while a case is going on.
   */
  public static InitiatorSettings settings(Site site, RadiusUser user) {
    return settings(site, user, PATIENCE);
  }

  /** One that gives up after a few seconds. */
  public static InitiatorSettings impatient(Site site, RadiusUser user) {
    return settings(site, user, LITTLE_PATIENCE);
  }

  private static InitiatorSettings settings(Site site, RadiusUser user, Duration patience) {
    EncryptionChoice aes256Gcm = new EncryptionChoice(Encryption.ENCR_AES_GCM_16, 256);
    return new InitiatorSettings(
        new Credentials.AnyConnect(user.name(), List.of(Secret.utf8(user.password()))),
        InitiatorSettings.ANYCONNECT_IDENTITY,
        List.of(site.authority().certificate()),
        Optional.of(Site.SERVER),
        List.of(
            new IkeProposal(
                "IKE",
                List.of(aes256Gcm),
                List.of(),
                List.of(Prf.PRF_HMAC_SHA2_384),
                List.of(KeyExchangeMethod.ECP_256))),
        List.of(new EspProposal("ESP", List.of(aes256Gcm), List.of(), List.of())),
        KeyExchangeMethod.ECP_256,
        Fragmentation.RFC7383,
        LONGEST_MESSAGE,
        0,
        Retransmission.steady(AGAIN, Math.toIntExact(patience.dividedBy(AGAIN))),
        Optional.empty(),
        MessageIdSync.ANSWERED);
  }
}
