package io.gatehouse.protocol.ike.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InformationalExchangeTest {

  private final Testbed testbed = Testbed.established();

  @Test
  @DisplayName(
      "IKEv2.SGW.R.1.3.1.1, 1.1.3.4: an empty INFORMATIONAL request gets an empty response")
  void liveness() {
    IkeMessage response = testbed.exchange(ExchangeType.INFORMATIONAL);

    assertThat(response.payloads()).isEmpty();
    assertThat(response.header().messageId()).isEqualTo(2);
    assertThat(testbed.headend.wasDurable()).isFalse();
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.3.2.1: a retransmitted INFORMATIONAL request gets identical octets")
  void repeats() {
    Octets request = testbed.client.request(ExchangeType.INFORMATIONAL);
    testbed.headend.receive(request);
    List<Octets> first = testbed.datagrams();

    testbed.headend.receive(request);

    assertThat(testbed.datagrams()).isEqualTo(first);
  }

  @Test
  @DisplayName("requests outside the window of one are dropped")
  void window() {
    testbed.client.skipTo(3);
    assertThat(testbed.send(ExchangeType.INFORMATIONAL).decisions()).isEmpty();
    testbed.client.skipTo(0);
    assertThat(testbed.send(ExchangeType.INFORMATIONAL).decisions()).isEmpty();
  }

  @Test
  @DisplayName("the window is stored after 64 requests that changed nothing")
  void checkpoint() {
    int stored = 0;
    for (int request = 0; request < 64; request++) {
      testbed.send(ExchangeType.INFORMATIONAL);
      stored += testbed.headend.wasDurable() ? 1 : 0;
    }

    assertThat(stored).isEqualTo(1);
    assertThat(testbed.headend.wasDurable()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {40963, 65535, 16383})
  @DisplayName("IKEv2.SGW.R.1.1.11.4-5: unknown notifies are ignored")
  void unknownNotify(int type) {
    IkeMessage response =
        testbed.exchange(
            ExchangeType.INFORMATIONAL,
            new Payload.Notify(0, Octets.empty(), type, Octets.empty()));

    assertThat(response.payloads()).isEmpty();
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.3.3.1: RESERVED fields that are not zero are ignored")
  void reservedFields() {
    Payload authentication = new Payload.Unknown(39, false, Octets.hex("02ffffff0102"));

    assertThat(testbed.exchange(ExchangeType.INFORMATIONAL, authentication).payloads()).isEmpty();
  }

  @Test
  @DisplayName("an unknown critical payload is named, and the session goes on")
  void unknownCriticalPayload() {
    IkeMessage response =
        testbed.exchange(
            ExchangeType.INFORMATIONAL, new Payload.Unknown(200, true, Octets.empty()));

    assertThat(Testbed.refuses(response, NotifyType.UNSUPPORTED_CRITICAL_PAYLOAD)).isTrue();
    assertThat(testbed.headend.isEstablished()).isTrue();
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.1.3.5: Delete of the IKE SA ends it with its CHILD SAs and address")
  void deleteIkeSa() {
    Octets request = testbed.client.request(ExchangeType.INFORMATIONAL, Wishes.deleteIkeSa());
    int inbound = testbed.childSa(0).inboundSpi();

    testbed.headend.receive(request);

    assertThat(testbed.answer().payloads()).isEmpty();
    assertThat(testbed.headend.all(Decision.Remove.class))
        .containsExactly(new Decision.Remove(inbound, Headend.PATH.headend(), OptionalInt.empty()));
    assertThat(testbed.headend.only(Decision.ReleaseAddress.class).lease().address())
        .isEqualTo(Headend.INSIDE);
    assertThat(testbed.headend.event(SessionEvent.Disconnected.class).orElseThrow().cause())
        .isEqualTo(SessionEvent.Cause.USER_REQUEST);
    List<Octets> response = testbed.datagrams();
    assertThat(testbed.headend.receive(request).only(Decision.Transmit.class).datagrams())
        .isEqualTo(response);
    assertThat(testbed.headend.wake().state()).isEqualTo(new SessionState.Closed());
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.1.3.6: Delete of a CHILD SA is answered with the other half")
  void deleteChildSa() {
    int inbound = testbed.childSa(0).inboundSpi();

    IkeMessage response =
        testbed.exchange(ExchangeType.INFORMATIONAL, Wishes.delete(Wishes.FIRST_SPI));

    assertThat(response.payloads()).containsExactly(Wishes.delete(inbound));
    assertThat(testbed.headend.all(Decision.Remove.class))
        .containsExactly(new Decision.Remove(inbound, Headend.PATH.headend(), OptionalInt.empty()));
    assertThat(testbed.headend.established().childSas()).isEmpty();
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.2.3.1: several CHILD SAs are deleted with one request")
  void deleteSeveral() {
    testbed.exchange(
        ExchangeType.CREATE_CHILD_SA,
        Wishes.esp(0x0c000002, Policies.ESP),
        new Payload.Nonce(testbed.client.nonce()),
        Wishes.anyInitiator(),
        Wishes.anyResponder());
    List<ChildSa> both = testbed.headend.established().childSas();

    IkeMessage response =
        testbed.exchange(
            ExchangeType.INFORMATIONAL, Wishes.delete(Wishes.FIRST_SPI, 0x0c000002, 0x0c00dead));

    assertThat(response.payloads())
        .containsExactly(Wishes.delete(both.get(0).inboundSpi(), both.get(1).inboundSpi()));
    assertThat(testbed.headend.established().childSas()).isEmpty();
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.2.8.1: AUTHENTICATION_FAILED from the client ends the session")
  void authenticationFailed() {
    testbed.send(ExchangeType.INFORMATIONAL, Wishes.notify(NotifyType.AUTHENTICATION_FAILED));

    assertThat(testbed.headend.state()).isInstanceOf(SessionState.Lingering.class);
  }

  @Test
  @DisplayName("INVALID_SYNTAX ends the session on both sides, without a Delete")
  void invalidSyntax() {
    testbed.headend.receive(testbed.client.broken(ExchangeType.INFORMATIONAL));

    assertThat(Testbed.refuses(testbed.answer(), NotifyType.INVALID_SYNTAX)).isTrue();
    assertThat(testbed.headend.state()).isInstanceOf(SessionState.Lingering.class);
    assertThat(testbed.headend.event(SessionEvent.Disconnected.class).orElseThrow().cause())
        .isEqualTo(SessionEvent.Cause.PROTOCOL_ERROR);
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.1.3.2: cleartext notifies about an IKE SA are no reason for anything")
  void cleartextHints() {
    Octets hint =
        testbed.client.initial(
            testbed.client.requestHeader(ExchangeType.INFORMATIONAL),
            List.of(Wishes.notify(NotifyType.INVALID_IKE_SPI)));

    assertThat(testbed.headend.receive(hint).decisions()).isEmpty();
  }

  @Test
  @DisplayName("an authentic request from a new address moves the traffic there")
  void moves() {
    testbed.headend.receive(Headend.OTHER_PATH, testbed.client.request(ExchangeType.INFORMATIONAL));

    assertThat(testbed.headend.only(Decision.Transmit.class).path()).isEqualTo(Headend.OTHER_PATH);
    assertThat(testbed.headend.only(Decision.Move.class).path()).isEqualTo(Headend.OTHER_PATH);
    assertThat(testbed.headend.wasDurable()).isTrue();
  }

  @Test
  @DisplayName("a retransmission from a new address is answered there, and moves nothing")
  void retransmissionDoesNotMove() {
    Octets request = testbed.client.request(ExchangeType.INFORMATIONAL);
    testbed.headend.receive(request);

    testbed.headend.receive(Headend.OTHER_PATH, request);

    assertThat(testbed.headend.only(Decision.Transmit.class).path()).isEqualTo(Headend.OTHER_PATH);
    assertThat(testbed.headend.established().path()).isEqualTo(Headend.PATH);
  }

  @Test
  @DisplayName("traffic from a new address moves the session")
  void trafficMoves() {
    testbed.headend.give(new Input.PathChanged(Headend.OTHER_PATH));

    assertThat(testbed.headend.established().path()).isEqualTo(Headend.OTHER_PATH);
    assertThat(testbed.headend.all(Decision.Move.class)).hasSize(1);
  }
}
