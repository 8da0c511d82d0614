package io.gatehouse.client.initiator;

import static io.gatehouse.client.initiator.Pairings.ESP;
import static io.gatehouse.client.initiator.Pairings.KEY;
import static io.gatehouse.client.initiator.Pairings.NOW;
import static io.gatehouse.client.initiator.Pairings.connect;
import static io.gatehouse.client.initiator.Pairings.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.exchange.ProposalOffer;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.message.Proposal;
import io.gatehouse.protocol.octets.Octets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConnectedTest {

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
  void theHeadendAsksWhichMessageIdsAreNext() {
    var conversation = connect(settings(KEY)).command(Command.PROBE);
    var question = new Synchronization(Octets.hex("01020304"), 1, 0);
    conversation.headendRequests(ExchangeType.INFORMATIONAL, question.payload());

    assertThat(conversation.lastEvent()).isEqualTo(new ClientEvent.Synchronized(3, 1));
    assertThat(Synchronization.in(conversation.headend.opened.getLast()))
        .contains(new Synchronization(Octets.hex("01020304"), 3, 1));
    conversation.headendRequests(ExchangeType.INFORMATIONAL);
    assertThat(conversation.lastEvent()).isEqualTo(new ClientEvent.Probed());
    conversation.command(Command.PROBE);
    assertThat(conversation.lastEvent()).isEqualTo(new ClientEvent.Alive());
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
      new Payload.SecurityAssociation(ProposalOffer.esp(ESP, ChildOffer.octets(0x7000_0009))),
      new Payload.Nonce(Octets.owned(new byte[32])),
      new Payload.TrafficSelectorsInitiator(ChildOffer.everything()),
      new Payload.TrafficSelectorsResponder(ChildOffer.everything())
    };
  }

  private static Payload deletion(int spi) {
    return new Payload.Delete(Proposal.ESP, List.of(ChildOffer.octets(spi)));
  }
}
