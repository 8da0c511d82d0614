package io.gatehouse.protocol.ike.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.crypto.EphemeralKey;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CVE-2026-78133: what crosses on the wire (RFC 7296 sections 2.8.1 and 2.25). */
class RekeyCollisionTest {

  private static final int FROM_CLIENT = 0x0c000002;
  private static final int FROM_HEADEND = 0x0c000003;

  private final Testbed testbed = Testbed.established();
  private final int inboundSpi = testbed.childSa(0).inboundSpi();

  /** The headend's rekey is on its way. */
  private IkeMessage ownRekey() {
    testbed.headend.give(new Input.RekeyDue(inboundSpi));
    return testbed.ownRequest();
  }

  private IkeMessage clientRekey(Octets nonce) {
    return testbed.exchange(
        ExchangeType.CREATE_CHILD_SA,
        Wishes.rekey(Wishes.FIRST_SPI),
        Wishes.esp(FROM_CLIENT, Policies.ESP),
        new Payload.Nonce(nonce),
        Wishes.anyInitiator(),
        Wishes.anyResponder());
  }

  private void accept(IkeMessage own, Octets nonce) {
    testbed.answer(own, ChildSaRekeyAnswer.to(own, FROM_HEADEND, nonce, testbed.client));
  }

  private IkeMessage rekeyIkeSa() {
    EphemeralKey key = EphemeralKey.generate(KeyExchangeMethod.CURVE25519, testbed.client.random());
    return testbed.exchange(
        ExchangeType.CREATE_CHILD_SA,
        new Payload.SecurityAssociation(
            ProposalOffer.ike(List.of(Policies.IKE), Octets.hex("c11e000000000002"))),
        new Payload.Nonce(testbed.client.nonce()),
        new Payload.KeyExchange(KeyExchangeMethod.CURVE25519.id(), key.publicValue()));
  }

  private static Octets nonce(String octet) {
    return Octets.hex(octet.repeat(32));
  }

  /** The headend's own nonces are random; 00 is lower than both of them, ff higher. */
  @ParameterizedTest
  @CsvSource({"00, ff", "00, 01"})
  @DisplayName("the lowest nonce is in the client's rekey: the headend's CHILD SA stays")
  void clientLoses(String inClientsRequest, String inClientsResponse) {
    IkeMessage own = ownRekey();
    clientRekey(nonce(inClientsRequest));
    assertThat(testbed.childSa(0).stage()).isEqualTo(ChildSa.Stage.REPLACED_BY_PEER);

    accept(own, nonce(inClientsResponse));

    IkeMessage delete = testbed.ownRequest();
    assertThat(delete.payloads()).containsExactly(Wishes.delete(inboundSpi));
    ChildSa kept = testbed.headend.only(Decision.Install.class).childSa();
    testbed.answer(delete, Wishes.delete(Wishes.FIRST_SPI));
    testbed.exchange(ExchangeType.INFORMATIONAL, Wishes.delete(FROM_CLIENT));
    assertThat(testbed.headend.established().childSas()).containsExactly(kept);
  }

  @Test
  @DisplayName("the lowest nonce is the headend's answer to the client's rekey")
  void clientLosesByTheHeadendsAnswer() {
    IkeMessage own = ownRekey();
    IkeMessage response = clientRekey(nonce("ff"));
    Octets answered = response.first(Payload.Nonce.class).orElseThrow().data();
    Octets asked = own.first(Payload.Nonce.class).orElseThrow().data();

    accept(own, nonce("ff"));

    boolean headendStays = CreateChildSaExchange.lower(answered, asked).equals(answered);
    assertThat(testbed.ownRequest().payloads())
        .containsExactly(Wishes.delete(headendStays ? inboundSpi : Headend.MINT.espSpi(2)));
  }

  @ParameterizedTest
  @CsvSource({"ff, 00", "01, 00"})
  @DisplayName("the lowest nonce is in the headend's rekey: the headend deletes what it made")
  void headendLoses(String inClientsRequest, String inClientsResponse) {
    IkeMessage own = ownRekey();
    clientRekey(nonce(inClientsRequest));
    ChildSa clients = testbed.headend.established().childSas().getLast();

    accept(own, nonce(inClientsResponse));

    assertThat(testbed.headend.all(Decision.Install.class)).isEmpty();
    IkeMessage delete = testbed.ownRequest();
    assertThat(delete.payloads()).containsExactly(Wishes.delete(Headend.MINT.espSpi(2)));
    testbed.answer(delete, Wishes.delete(FROM_HEADEND));
    testbed.exchange(ExchangeType.INFORMATIONAL, Wishes.delete(Wishes.FIRST_SPI));
    assertThat(testbed.headend.established().childSas()).containsExactly(clients);
  }

  @Test
  @DisplayName("the client's rekey comes when the headend's is complete: TEMPORARY_FAILURE")
  void rekeyOfWhatIsBeingDeleted() {
    accept(ownRekey(), nonce("55"));

    assertThat(Testbed.refuses(clientRekey(nonce("66")), NotifyType.TEMPORARY_FAILURE)).isTrue();
  }

  @Test
  @DisplayName("the client's rekey comes when the old CHILD SA is gone: CHILD_SA_NOT_FOUND")
  void rekeyOfWhatIsGone() {
    accept(ownRekey(), nonce("55"));
    testbed.answer(testbed.ownRequest(), Wishes.delete(Wishes.FIRST_SPI));

    assertThat(clientRekey(nonce("66")).notify(NotifyType.CHILD_SA_NOT_FOUND)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TEMPORARY_FAILURE", "CHILD_SA_NOT_FOUND", "NO_PROPOSAL_CHOSEN"})
  @DisplayName("both rekey, and the client refuses the headend's: the client's CHILD SA stays")
  void clientRefuses(NotifyType refusal) {
    IkeMessage own = ownRekey();
    clientRekey(nonce("ff"));
    ChildSa clients = testbed.headend.established().childSas().getLast();

    testbed.answer(own, Wishes.notify(refusal));
    testbed.exchange(ExchangeType.INFORMATIONAL, Wishes.delete(Wishes.FIRST_SPI));

    assertThat(testbed.headend.established().childSas()).containsExactly(clients);
    assertThat(testbed.headend.established().outstanding()).isEmpty();
  }

  @Test
  @DisplayName("the client deletes what the headend rekeys: answered as usual, the successor goes")
  void deleteOfWhatIsBeingRekeyed() {
    IkeMessage own = ownRekey();

    IkeMessage response =
        testbed.exchange(ExchangeType.INFORMATIONAL, Wishes.delete(Wishes.FIRST_SPI));
    assertThat(response.payloads()).containsExactly(Wishes.delete(inboundSpi));

    accept(own, nonce("55"));
    assertThat(testbed.headend.all(Decision.Install.class)).isEmpty();
    assertThat(testbed.ownRequest().payloads())
        .containsExactly(Wishes.delete(Headend.MINT.espSpi(2)));
  }

  @Test
  @DisplayName("both delete the same CHILD SA: answered without a Delete payload")
  void deleteOfWhatIsBeingDeleted() {
    accept(ownRekey(), nonce("55"));
    IkeMessage delete = testbed.ownRequest();

    IkeMessage response =
        testbed.exchange(ExchangeType.INFORMATIONAL, Wishes.delete(Wishes.FIRST_SPI));

    assertThat(response.payloads()).isEmpty();
    testbed.answer(delete);
    assertThat(testbed.headend.established().childSas())
        .singleElement()
        .satisfies(sa -> assertThat(sa.outboundSpi()).isEqualTo(FROM_HEADEND));
  }

  @Test
  @DisplayName(
      "the client rekeys the IKE SA while the headend rekeys a CHILD SA: TEMPORARY_FAILURE")
  void ikeRekeyAgainstChildRekey() {
    IkeMessage own = ownRekey();

    assertThat(Testbed.refuses(rekeyIkeSa(), NotifyType.TEMPORARY_FAILURE)).isTrue();
    accept(own, nonce("55"));
    assertThat(Testbed.refuses(rekeyIkeSa(), NotifyType.TEMPORARY_FAILURE)).isTrue();
    assertThat(testbed.headend.established().ikeGeneration()).isZero();
  }

  @Test
  @DisplayName("the client rekeys the IKE SA that the headend deletes: TEMPORARY_FAILURE")
  void ikeRekeyAgainstDelete() {
    testbed.headend.give(new Input.Terminate(SessionEvent.Cause.ADMINISTRATOR));

    assertThat(Testbed.refuses(rekeyIkeSa(), NotifyType.TEMPORARY_FAILURE)).isTrue();
    assertThat(Testbed.refuses(clientRekey(nonce("55")), NotifyType.TEMPORARY_FAILURE)).isTrue();
  }

  @Test
  @DisplayName("both delete the IKE SA: the client is answered, and the session is over")
  void deleteAgainstDelete() {
    testbed.headend.give(new Input.Terminate(SessionEvent.Cause.ADMINISTRATOR));

    IkeMessage response = testbed.exchange(ExchangeType.INFORMATIONAL, Wishes.deleteIkeSa());

    assertThat(response.payloads()).isEmpty();
    assertThat(testbed.headend.event(SessionEvent.Disconnected.class).orElseThrow().cause())
        .isEqualTo(SessionEvent.Cause.ADMINISTRATOR);
  }

  @Test
  @DisplayName("the client rekeys the IKE SA while it is asked whether it lives: it is rekeyed")
  void ikeRekeyAgainstLiveness() {
    testbed.headend.wake();
    IkeMessage question = testbed.ownRequest();
    testbed.headend.give(new Input.RekeyDue(inboundSpi));

    assertThat(rekeyFirst().first(Payload.SecurityAssociation.class)).isPresent();

    assertThat(testbed.headend.established().ikeGeneration()).isEqualTo(1);
    assertThat(testbed.hasOwnRequest()).as("the rekey that waited for the answer").isTrue();
    assertThat(testbed.answer(question).decisions()).isEmpty();
  }

  /** The response only: what follows is under other keys. */
  private IkeMessage rekeyFirst() {
    EphemeralKey key = EphemeralKey.generate(KeyExchangeMethod.CURVE25519, testbed.client.random());
    testbed.send(
        ExchangeType.CREATE_CHILD_SA,
        new Payload.SecurityAssociation(
            ProposalOffer.ike(List.of(Policies.IKE), Octets.hex("c11e000000000002"))),
        new Payload.Nonce(testbed.client.nonce()),
        new Payload.KeyExchange(KeyExchangeMethod.CURVE25519.id(), key.publicValue()));
    return testbed.client.open(testbed.headend.all(Decision.Transmit.class).getFirst().datagrams());
  }

  @Test
  @DisplayName("the client deletes the IKE SA while the headend rekeys a CHILD SA: it is over")
  void deleteAgainstChildRekey() {
    IkeMessage own = ownRekey();
    testbed.send(ExchangeType.INFORMATIONAL, Wishes.deleteIkeSa());

    assertThat(testbed.headend.state()).isInstanceOf(SessionState.Lingering.class);
    accept(own, nonce("55"));
    assertThat(testbed.headend.decisions()).isEmpty();
  }
}
