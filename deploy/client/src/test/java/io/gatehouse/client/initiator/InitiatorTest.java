package io.gatehouse.client.initiator;

import static io.gatehouse.client.initiator.Pairings.ESP;
import static io.gatehouse.client.initiator.Pairings.KEY;
import static io.gatehouse.client.initiator.Pairings.NOW;
import static io.gatehouse.client.initiator.Pairings.connect;
import static io.gatehouse.client.initiator.Pairings.headend;
import static io.gatehouse.client.initiator.Pairings.policy;
import static io.gatehouse.client.initiator.Pairings.settings;
import static io.gatehouse.client.initiator.Pairings.user;
import static io.gatehouse.client.initiator.Pairings.userCredentials;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.client.initiator.Pairings.SettingsBuilder;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InitiatorTest {

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
}
