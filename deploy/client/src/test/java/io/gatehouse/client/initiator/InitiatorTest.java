package io.gatehouse.client.initiator;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.crypto.Encryption;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.crypto.Prf;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.message.Proposal;
import io.gatehouse.protocol.ike.policy.EncryptionChoice;
import io.gatehouse.protocol.ike.policy.EspProposal;
import io.gatehouse.protocol.ike.policy.IkeProposal;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class InitiatorTest {

  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final HeadendCertificate CERTIFICATE = HeadendCertificate.issue(NOW);
  private static final Credentials.PreSharedKey KEY =
      new Credentials.PreSharedKey(ScriptedHeadend.PRE_SHARED_KEY);

  private static final List<EncryptionChoice> GCM =
      List.of(new EncryptionChoice(Encryption.ENCR_AES_GCM_16, 256));
  private static final List<EspProposal> ESP =
      List.of(new EspProposal("esp", GCM, List.of(), List.of()));

  @Test
  void aUserConnects() {
    var conversation = connect(user("right"));
    assertThat(conversation.lastEvent())
        .isInstanceOfSatisfying(
            ClientEvent.Connected.class,
            connected -> {
              assertThat(connected.addresses()).containsExactly("10.99.0.10");
              assertThat(connected.headend()).isEqualTo("gw.example.com");
            });
    assertThat(conversation.events().getFirst())
        .isEqualTo(new ClientEvent.Asked("VPN", "Sign in.", ""));
    assertThat(conversation.of(Effect.LogKeys.class))
        .containsExactly(new Effect.LogKeys(conversation.headend.sa()));
  }

  @Test
  void allButTheFirstMessageGoesToPort4500() {
    assertThat(connect(user("right")).of(Effect.Send.class).map(Effect.Send::natTraversal))
        .startsWith(false, true, true)
        .filteredOn(natTraversal -> !natTraversal)
        .hasSize(1);
  }

  @Test
  void anAnyConnectClientIsKnownByItsFirstMessages() {
    var first = connect(user("right")).headend.opened.getFirst();
    assertThat(first.first(Payload.Authentication.class)).isEmpty();
    assertThat(first.first(Payload.IdentificationInitiator.class).orElseThrow().identification())
        .isEqualTo(new Identification(201, Octets.utf8("*$AnyConnectClient$*")));
  }

  @Test
  void bothSidesHaveTheSameKeys() {
    var conversation = connect(user("right"));
    TunnelSa sa = conversation.installed();
    var keys = conversation.headend.childKeys(sa.suite());
    assertThat(sa.outboundKey()).isEqualTo(keys.encryptionInitiator());
    assertThat(sa.inboundKey()).isEqualTo(keys.encryptionResponder());
    assertThat(sa.outboundSpi()).isEqualTo(ScriptedHeadend.ESP_SPI);
  }

  @Test
  void aWrongPasswordIsFollowedByTheNext() {
    var conversation = connect(user("wrong", "right"));
    assertThat(conversation.events())
        .contains(new ClientEvent.Asked("VPN", "Sign in.", "Login failed."));
    assertThat(conversation.lastEvent()).isInstanceOf(ClientEvent.Connected.class);
  }

  @Test
  void theLastPasswordIsTriedUntilTheHeadendHasEnough() {
    var conversation = connect(user("wrong"));
    assertThat(conversation.events()).hasSize(4);
    assertThat(conversation.lastEvent())
        .isEqualTo(new ClientEvent.AuthenticationFailed("Login failed."));
  }

  @Test
  void aChallengeIsAnsweredWithTheNextAnswer() {
    var conversation = connect(user("more", "right"));
    assertThat(conversation.events()).contains(new ClientEvent.Asked("VPN", "Code?", ""));
    assertThat(conversation.lastEvent()).isInstanceOf(ClientEvent.Connected.class);
  }

  @Test
  void theUserIsToldWhyItIsRefused() {
    assertThat(connect(user("never")).lastEvent())
        .isEqualTo(new ClientEvent.AuthenticationFailed("Not you."));
  }

  @Test
  void aPreSharedKeyConnects() {
    assertThat(connect(settings(KEY)).lastEvent()).isInstanceOf(ClientEvent.Connected.class);
  }

  @Test
  void aHeadendWithAnotherKeyIsNotTrusted() {
    var headend = headend(KeyExchangeMethod.CURVE25519);
    headend.preSharedKey = Secret.utf8("something else");
    var conversation = new Conversation(settings(KEY), headend, NOW).connect();
    assertThat(conversation.lastEvent()).isInstanceOf(ClientEvent.AuthenticationFailed.class);
    assertThat(headend.opened.getLast().notify(NotifyType.AUTHENTICATION_FAILED)).isPresent();
  }

  @Test
  void aHeadendOfAnotherAuthorityIsNotTrusted() {
    var stranger =
        new ScriptedHeadend(
            HeadendCertificate.issue(NOW), policy(KeyExchangeMethod.CURVE25519), ESP);
    assertThat(new Conversation(user("right"), stranger, NOW).connect().lastEvent())
        .isInstanceOf(ClientEvent.AuthenticationFailed.class);
    assertThat(stranger.opened).hasSize(2);
  }

  @Test
  void aCertificateForAnotherNameIsNotTrusted() {
    var settings = new SettingsBuilder(userCredentials("right")).headendName("other.example.com");
    assertThat(connect(settings.build()).lastEvent())
        .isEqualTo(
            new ClientEvent.AuthenticationFailed(
                "the headend's certificate is not for other.example.com"));
  }

  @Test
  void aCookieIsSentBack() {
    var headend = headend(KeyExchangeMethod.CURVE25519);
    headend.demandsCookie = true;
    var conversation = new Conversation(user("right"), headend, NOW).connect();
    assertThat(conversation.lastEvent()).isInstanceOf(ClientEvent.Connected.class);
  }

  @Test
  void theHeadendsGroupIsUsed() {
    var headend = headend(KeyExchangeMethod.ECP_256);
    headend.demandsCookie = true;
    var conversation = new Conversation(user("right"), headend, NOW).connect();
    assertThat(conversation.lastEvent()).isInstanceOf(ClientEvent.Connected.class);
    assertThat(headend.sa().suite().keyExchange()).isEqualTo(KeyExchangeMethod.ECP_256);
  }

  @Test
  void withoutACommonGroupItFails() {
    var conversation = new Conversation(user("right"), headend(KeyExchangeMethod.ECP_521), NOW);
    assertThat(conversation.connect().lastEvent())
        .isEqualTo(new ClientEvent.Failed("the headend refuses IKE_SA_INIT: NO_PROPOSAL_CHOSEN"));
  }

  @ParameterizedTest
  @EnumSource(Milestone.class)
  void aClientCanVanishAnywhere(Milestone milestone) {
    var settings = new SettingsBuilder(userCredentials("right")).vanishAfter(milestone).build();
    var conversation = connect(settings);
    assertThat(conversation.lastEvent()).isEqualTo(new ClientEvent.Vanished(milestone.toString()));
    assertThat(conversation.client.deadline()).isEmpty();
    assertThat(conversation.tickUnheard(Duration.ofHours(1))).isEmpty();
  }

  @Test
  void aRequestIsRepeatedUnchangedAndThenGivenUp() {
    var conversation = new Conversation(user("right"), headend(KeyExchangeMethod.ECP_256), NOW);
    List<Effect> first = conversation.client.begin(NOW);
    assertThat(conversation.client.deadline()).contains(NOW.plusSeconds(1));
    assertThat(conversation.tickUnheard(Duration.ofMillis(999))).isEmpty();
    assertThat(conversation.tickUnheard(Duration.ofMillis(1)))
        .startsWith(first.getFirst())
        .contains(new Effect.Report(new ClientEvent.Retransmitted("IKE_SA_INIT", 1)));
    assertThat(conversation.client.deadline()).contains(NOW.plusSeconds(1 + 2));
    assertThat(conversation.tickUnheard(Duration.ofSeconds(2))).startsWith(first.getFirst());
    assertThat(conversation.tickUnheard(Duration.ofSeconds(4)))
        .containsExactly(new Effect.Report(new ClientEvent.TimedOut("IKE_SA_INIT")));
    assertThat(conversation.client.deadline()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fragmentation.class,
      names = {"RFC7383", "CISCO"})
  void aLongMessageIsSentInFragments(Fragmentation fragmentation) {
    var settings =
        new SettingsBuilder(userCredentials("right")).fragmentation(fragmentation, 5000).build();
    var conversation = connect(settings);
    assertThat(conversation.lastEvent()).isInstanceOf(ClientEvent.Connected.class);
    assertThat(conversation.of(Effect.Send.class).filter(Effect.Send::natTraversal))
        .hasSizeGreaterThan(10)
        .allSatisfy(send -> assertThat(send.message().length()).isLessThanOrEqualTo(600));
  }

  @Test
  void withoutFragmentationAMessageIsSentWhole() {
    var settings =
        new SettingsBuilder(userCredentials("right"))
            .fragmentation(Fragmentation.NONE, 5000)
            .build();
    assertThat(connect(settings).of(Effect.Send.class))
        .anySatisfy(send -> assertThat(send.message().length()).isGreaterThan(5000));
  }

  @Test
  void theHeadendIsProbed() {
    var conversation = connect(settings(KEY)).command(Command.PROBE);
    assertThat(conversation.lastEvent()).isEqualTo(new ClientEvent.Alive());
  }

  @Test
  void aProbeIsAnsweredAndSoIsItsRepetition() {
    var conversation = connect(settings(KEY));
    Octets probe = conversation.headend.request(ExchangeType.INFORMATIONAL, List.of());
    List<Effect> answers = conversation.client.receive(probe, NOW);
    assertThat(answers).contains(new Effect.Report(new ClientEvent.Probed()));
    assertThat(conversation.client.receive(probe, NOW)).containsExactly(answers.getFirst());
  }

  @Test
  void theChildSaIsRekeyedAndTheOldOneDeleted() {
    var conversation = connect(settings(KEY));
    TunnelSa old = conversation.installed();
    conversation.command(Command.REKEY_CHILD);
    assertThat(conversation.lastEvent()).isEqualTo(new ClientEvent.Rekeyed("child", "client"));
    assertThat(conversation.installed().outboundSpi()).isEqualTo(ScriptedHeadend.ESP_SPI + 1);
    assertThat(conversation.of(Effect.Remove.class))
        .containsExactly(new Effect.Remove(old.inboundSpi()));
  }

  @Test
  void theHeadendRekeysTheChildSa() {
    var conversation = connect(settings(KEY));
    TunnelSa old = conversation.installed();
    conversation.headendRequests(ExchangeType.CREATE_CHILD_SA, rekeyRequest(old));
    TunnelSa successor = conversation.installed();
    assertThat(successor.outboundSpi()).isEqualTo(0x7000_0009);
    assertThat(conversation.effects).contains(new Effect.Install(successor, false));

    conversation.headendRequests(ExchangeType.INFORMATIONAL, deletion(old.outboundSpi()));
    assertThat(conversation.lastEvent()).isEqualTo(new ClientEvent.Rekeyed("child", "headend"));
    assertThat(conversation.headend.opened.getLast().payloads())
        .containsExactly(deletion(old.inboundSpi()));
  }

  @Test
  void anUnknownChildSaCannotBeRekeyed() {
    var conversation = connect(settings(KEY));
    var unknown = rekeyRequest(conversation.installed());
    unknown[0] =
        new Payload.Notify(
            Proposal.ESP, Octets.hex("01020304"), NotifyType.REKEY_SA.number(), Octets.empty());
    conversation.headendRequests(ExchangeType.CREATE_CHILD_SA, unknown);
    assertThat(conversation.headend.opened.getLast().notify(NotifyType.CHILD_SA_NOT_FOUND))
        .isPresent();
  }

  @Test
  void theIkeSaIsRekeyedAndGoesOn() {
    var conversation = connect(settings(KEY)).command(Command.REKEY_IKE);
    assertThat(conversation.lastEvent()).isEqualTo(new ClientEvent.Rekeyed("ike", "client"));
    conversation.headend.useSuccessor();
    assertThat(conversation.of(Effect.LogKeys.class))
        .contains(new Effect.LogKeys(conversation.headend.sa()));
    conversation.command(Command.PROBE);
    assertThat(conversation.lastEvent()).isEqualTo(new ClientEvent.Alive());
    conversation.headendRequests(ExchangeType.INFORMATIONAL);
    assertThat(conversation.lastEvent()).isEqualTo(new ClientEvent.Probed());
  }

  @Test
  void theClientLeaves() {
    var conversation = connect(settings(KEY)).command(Command.DELETE);
    assertThat(conversation.lastEvent()).isEqualTo(new ClientEvent.Deleted("client"));
    assertThat(conversation.of(Effect.Remove.class)).hasSize(1);
  }

  @Test
  void theHeadendThrowsTheClientOut() {
    var conversation =
        connect(settings(KEY))
            .headendRequests(
                ExchangeType.INFORMATIONAL, new Payload.Delete(Proposal.IKE, List.of()));
    assertThat(conversation.lastEvent()).isEqualTo(new ClientEvent.Deleted("headend"));
    assertThat(conversation.client.command(Command.PROBE, NOW)).isEmpty();
  }

  @Test
  void commandsWaitForEachOther() {
    var conversation = connect(settings(KEY));
    var sent = conversation.client.command(Command.PROBE, NOW);
    assertThat(sent).hasSize(1);
    assertThat(conversation.client.command(Command.DELETE, NOW)).isEmpty();
    conversation
        .headend
        .receive(((Effect.Send) sent.getFirst()).message())
        .forEach(conversation::clientReceives);
    assertThat(conversation.events())
        .endsWith(new ClientEvent.Alive(), new ClientEvent.Deleted("client"));
  }

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void rubbishDoesNoHarm(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    var conversation = connect(settings(KEY));
    int events = conversation.events().size();
    byte[] datagram = conversation.headend.request(ExchangeType.INFORMATIONAL, List.of()).toArray();
    datagram[random.nextInt(datagram.length)] ^= (byte) random.nextInt(1, 256);
    conversation.clientReceives(
        Octets.owned(Arrays.copyOf(datagram, random.nextInt(1, datagram.length + 1))));
    assertThat(conversation.events()).hasSize(events);
    assertThat(conversation.command(Command.PROBE).lastEvent()).isEqualTo(new ClientEvent.Alive());
  }

  private static Payload[] rekeyRequest(TunnelSa old) {
    return new Payload[] {
      new Payload.Notify(
          Proposal.ESP,
          ChildOffer.octets(old.outboundSpi()),
          NotifyType.REKEY_SA.number(),
          Octets.empty()),
      new Payload.SecurityAssociation(
          io.gatehouse.protocol.ike.exchange.ProposalOffer.esp(
              ESP, ChildOffer.octets(0x7000_0009))),
      new Payload.Nonce(Octets.owned(new byte[32])),
      new Payload.TrafficSelectorsInitiator(ChildOffer.everything()),
      new Payload.TrafficSelectorsResponder(ChildOffer.everything())
    };
  }

  private static Payload deletion(int spi) {
    return new Payload.Delete(Proposal.ESP, List.of(ChildOffer.octets(spi)));
  }

  private static Conversation connect(InitiatorSettings settings) {
    return new Conversation(settings, headend(KeyExchangeMethod.CURVE25519), NOW).connect();
  }

  private static ScriptedHeadend headend(KeyExchangeMethod method) {
    return new ScriptedHeadend(CERTIFICATE, policy(method), ESP);
  }

  private static List<IkeProposal> policy(KeyExchangeMethod... methods) {
    return List.of(
        new IkeProposal("ike", GCM, List.of(), List.of(Prf.PRF_HMAC_SHA2_256), List.of(methods)));
  }

  private static Credentials userCredentials(String... passwords) {
    return new Credentials.AnyConnect("alice", Arrays.stream(passwords).map(Secret::utf8).toList());
  }

  private static InitiatorSettings user(String... passwords) {
    return settings(userCredentials(passwords));
  }

  private static InitiatorSettings settings(Credentials credentials) {
    return new SettingsBuilder(credentials).build();
  }

  private static final class SettingsBuilder {
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
          vanishAfter);
    }
  }
}
