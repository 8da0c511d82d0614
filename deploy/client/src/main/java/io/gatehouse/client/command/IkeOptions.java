package io.gatehouse.client.command;

import io.gatehouse.client.initiator.Credentials;
import io.gatehouse.client.initiator.Fragmentation;
import io.gatehouse.client.initiator.Identities;
import io.gatehouse.client.initiator.InitiatorSettings;
import io.gatehouse.client.initiator.MessageIdSync;
import io.gatehouse.client.initiator.Milestone;
import io.gatehouse.client.initiator.Retransmission;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.ike.policy.EspProposal;
import io.gatehouse.protocol.ike.policy.IkeProposal;
import io.gatehouse.protocol.octets.Octets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the client speaks IKE. */
final class IkeOptions {

  /** IPv4 and UDP headers and the non-ESP marker. */
  private static final int AROUND_A_MESSAGE = 20 + 8 + 4;

  @Option(
      names = "--identity",
      description = {
        "IDi: a domain name, mail address, IP address, DN or keyid:TEXT.",
        "With --user any text; by default what AnyConnect sends."
      })
  @Nullable String identity;

  @Option(
      names = "--ca",
      description = "PEM file with the certificates that the headend's one must lead to.")
  @Nullable Path ca;

  @Option(
      names = "--headend-name",
      description = "Name that the headend's certificate must be issued for.")
  @Nullable String headendName;

  @Option(
      names = "--ike",
      defaultValue = "aes256gcm16-prfsha384-ecp256",
      description = "IKE proposal; repeatable. Default: ${DEFAULT-VALUE}")
  List<String> ike = List.of();

  @Option(
      names = "--esp",
      defaultValue = "aes256gcm16",
      description = "ESP proposal; repeatable. Default: ${DEFAULT-VALUE}")
  List<String> esp = List.of();

  @Option(
      names = "--key-exchange",
      description = "Method of the first KE payload, to provoke INVALID_KE_PAYLOAD.")
  @Nullable String keyExchange;

  @Option(
      names = "--fragmentation",
      defaultValue = "rfc7383",
      description = "none, rfc7383 or cisco. Default: ${DEFAULT-VALUE}")
  Fragmentation fragmentation = Fragmentation.RFC7383;

  @Option(
      names = "--message-id-sync",
      defaultValue = "answered",
      description = "RFC 6311: answered, unanswered or not_announced. Default: ${DEFAULT-VALUE}")
  MessageIdSync messageIdSync = MessageIdSync.ANSWERED;

  @Option(
      names = "--mtu",
      defaultValue = "1280",
      description = "Longest IP packet that carries IKE. Default: ${DEFAULT-VALUE}")
  int mtu;

  @Option(
      names = "--padding",
      defaultValue = "0",
      description = "Octets by which the first IKE_AUTH request is made longer.")
  int padding;

  @Option(
      names = "--retransmit-after",
      defaultValue = "2000",
      paramLabel = "MILLISECONDS",
      description = "Before the first retransmission. Default: ${DEFAULT-VALUE}")
  long retransmitAfter;

  @Option(
      names = "--tries",
      defaultValue = "6",
      description = "How often a request is sent. Default: ${DEFAULT-VALUE}")
  int tries;

  @Option(
      names = "--stop-after",
      paramLabel = "MILESTONE",
      description = "Fall silent after one of: ${COMPLETION-CANDIDATES}")
  @Nullable Milestone stopAfter;

  /**
   * All of it, with what files hold.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  InitiatorSettings settings(Credentials credentials) {
    List<IkeProposal> ikeProposals = ike.stream().map(ProposalNotation::ike).toList();
    List<EspProposal> espProposals = esp.stream().map(ProposalNotation::esp).toList();
    KeyExchangeMethod first =
        Optional.ofNullable(keyExchange)
            .map(ProposalNotation::keyExchange)
            .orElseGet(() -> ikeProposals.getFirst().keyExchange().getFirst());
    return new InitiatorSettings(
        credentials,
        identity(credentials),
        anchors(credentials),
        Optional.ofNullable(headendName),
        ikeProposals,
        espProposals,
        first,
        fragmentation,
        mtu - AROUND_A_MESSAGE,
        padding,
        new Retransmission(Duration.ofMillis(retransmitAfter), tries),
        Optional.ofNullable(stopAfter),
        messageIdSync);
  }

  private Identification identity(Credentials credentials) {
    Optional<String> given = Optional.ofNullable(identity);
    return credentials instanceof Credentials.AnyConnect
        ? given.map(IkeOptions::groupName).orElse(InitiatorSettings.ANYCONNECT_IDENTITY)
        : given
            .map(Identities::parse)
            .orElseThrow(() -> new IllegalArgumentException("--identity is missing"));
  }

  /** AnyConnect's profile can give it another identity, which is sent in the same way. */
  private static Identification groupName(String text) {
    return new Identification(Identification.ID_CISCO_GROUP_NAME, Octets.utf8(text));
  }

  private List<X509Certificate> anchors(Credentials credentials) {
    if (ca != null) {
      return PemFile.certificates(ca);
    }
    if (credentials instanceof Credentials.PreSharedKey) {
      return List.of();
    }
    throw new IllegalArgumentException("--ca is missing: the headend's certificate is checked");
  }

  static Milestone milestone(String text) {
    return Arrays.stream(Milestone.values())
        .filter(milestone -> milestone.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\"" + text + "\" is none of " + Arrays.toString(Milestone.values())));
  }
}
