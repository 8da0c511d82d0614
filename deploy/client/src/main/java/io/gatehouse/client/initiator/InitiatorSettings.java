package io.gatehouse.client.initiator;

import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.ike.policy.EspProposal;
import io.gatehouse.protocol.ike.policy.IkeProposal;
import io.gatehouse.protocol.octets.Octets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What a client is told before it connects.
 *
 * @param identity IDi
 * @param anchors that the headend's certificate must lead to, unless a PSK is used
 * @param headendName that the headend's certificate must be issued for
 * @param firstKeyExchange the method of the first KE payload; another one than the headend wants
 *     provokes INVALID_KE_PAYLOAD
 * @param maximumMessage octets of the longest IKE message that is sent whole
 * @param padding octets of a vendor id that makes the first IKE_AUTH request long, 0 for none
 * @param vanishAfter the client falls silent there
 */
public record InitiatorSettings(
    Credentials credentials,
    Identification identity,
    List<X509Certificate> anchors,
    Optional<String> headendName,
    List<IkeProposal> ikeProposals,
    List<EspProposal> espProposals,
    KeyExchangeMethod firstKeyExchange,
    Fragmentation fragmentation,
    int maximumMessage,
    int padding,
    Retransmission retransmission,
    Optional<Milestone> vanishAfter,
    MessageIdSync messageIdSync) {

  /** What AnyConnect says it is, whoever its user is. */
  public static final Identification ANYCONNECT_IDENTITY =
      new Identification(Identification.ID_CISCO_GROUP_NAME, Octets.utf8("*$AnyConnectClient$*"));

  private static final int MINIMUM_MESSAGE = 128;
  private static final int MAXIMUM_PADDING = 60_000;

  public InitiatorSettings {
    anchors = List.copyOf(anchors);
    ikeProposals = List.copyOf(ikeProposals);
    espProposals = List.copyOf(espProposals);
    if (ikeProposals.isEmpty() || espProposals.isEmpty()) {
      throw new IllegalArgumentException("nothing is proposed");
    }
    if (maximumMessage < MINIMUM_MESSAGE) {
      throw new IllegalArgumentException(
          "a message of " + maximumMessage + " octets is too short to be a fragment");
    }
    if (padding < 0 || padding > MAXIMUM_PADDING) {
      throw new IllegalArgumentException("padding is 0 to " + MAXIMUM_PADDING + " octets");
    }
  }

  /** The same for another client. */
  public InitiatorSettings with(Credentials newCredentials, Identification newIdentity) {
    return new InitiatorSettings(
        newCredentials,
        newIdentity,
        anchors,
        headendName,
        ikeProposals,
        espProposals,
        firstKeyExchange,
        fragmentation,
        maximumMessage,
        padding,
        retransmission,
        vanishAfter,
        messageIdSync);
  }

  boolean anyConnect() {
    return credentials instanceof Credentials.AnyConnect;
  }
}
