package io.gatehouse.protocol.ike.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.crypto.EphemeralKey;
import io.gatehouse.protocol.ike.crypto.IkeSuite;
import io.gatehouse.protocol.ike.crypto.KeyDerivation;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.crypto.Prf;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.IkeHeader;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.message.Proposal;
import io.gatehouse.protocol.ike.policy.IkeProposal;
import io.gatehouse.protocol.octets.Octets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class IkeSaRekeyTest {

  private static final Octets SPI = Octets.hex("c11e000000000002");

  private static final IkeProposal SHA_384 =
      new IkeProposal(
          "sha384",
          List.of(Policies.GCM_128),
          List.of(),
          List.of(Prf.PRF_HMAC_SHA2_384),
          List.of(KeyExchangeMethod.CURVE25519));

  private final Testbed testbed = Testbed.established();
  private final IkeSa old = testbed.client.ikeSa();
  private final Octets nonce = testbed.client.nonce();
  private final EphemeralKey key =
      EphemeralKey.generate(KeyExchangeMethod.CURVE25519, testbed.client.random());

  private List<Payload> rekey(IkeProposal... proposals) {
    return new ArrayList<>(
        List.of(
            new Payload.SecurityAssociation(ProposalOffer.ike(List.of(proposals), SPI)),
            new Payload.Nonce(nonce),
            new Payload.KeyExchange(KeyExchangeMethod.CURVE25519.id(), key.publicValue())));
  }

  private IkeMessage rekeyed(IkeProposal proposal, IkeProposal... more) {
    List<IkeProposal> all = new ArrayList<>(List.of(proposal));
    all.addAll(List.of(more));
    IkeMessage response =
        testbed.exchange(ExchangeType.CREATE_CHILD_SA, rekey(all.toArray(IkeProposal[]::new)));
    testbed.client.moveTo(successor(response));
    return response;
  }

  private IkeSa successor(IkeMessage response) {
    Proposal chosen =
        response.first(Payload.SecurityAssociation.class).orElseThrow().proposals().getFirst();
    IkeSuite suite = testbed.headend.established().ikeSa().suite();
    long initiator = SPI.buffer().getLong();
    long responder = chosen.spi().buffer().getLong();
    return new IkeSa(
        initiator,
        responder,
        suite,
        KeyDerivation.rekeyed(
            suite,
            old.suite().prf(),
            old.keys().skD(),
            key.agree(response.first(Payload.KeyExchange.class).orElseThrow().data()).orElseThrow(),
            nonce,
            response.first(Payload.Nonce.class).orElseThrow().data(),
            initiator,
            responder));
  }

  private Headend onOldIkeSa(ExchangeType exchange, int messageId, Payload... payloads) {
    IkeHeader header =
        IkeHeader.request(old.initiatorSpi(), old.responderSpi(), exchange, true, messageId);
    return testbed.headend.receive(
        old.inbound().protect(header, List.of(payloads), testbed.client.random()));
  }

  private IkeMessage answerOnOldIkeSa() {
    return ScriptedClient.open(old, testbed.datagrams());
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.2.6.1: the IKE SA is rekeyed; CHILD SAs and address stay")
  void rekeys() {
    List<ChildSa> before = testbed.headend.established().childSas();

    rekeyed(Policies.IKE);

    assertThat(testbed.client.ikeSa().responderSpi()).isEqualTo(Headend.MINT.ikeSpi(1));
    assertThat(testbed.headend.established().ikeSa()).isEqualTo(testbed.client.ikeSa());
    assertThat(testbed.headend.established().childSas()).isEqualTo(before);
    IkeMessage response = testbed.exchange(ExchangeType.INFORMATIONAL);
    assertThat(response.header().messageId()).isZero();
    assertThat(testbed.headend.established().ikeExpiresAt())
        .isEqualTo(Headend.START.plus(Policies.IKE_LIFETIME));
  }

  @Test
  @DisplayName(
      "an old IKE SA that ends when a question about liveness is due ends in the store too")
  void endsInTheStore() {
    rekeyed(Policies.IKE);
    while (testbed.headend.established().retiring().isPresent()) {
      testbed.headend.wake();
      testbed.answer(testbed.ownRequest());
    }

    testbed.headend.crash();
    assertThat(testbed.headend.established().retiring()).isEmpty();
  }

  @Test
  @DisplayName("a retransmitted rekey request gets identical octets")
  void repeats() {
    Octets request = testbed.client.request(ExchangeType.CREATE_CHILD_SA, rekey(Policies.IKE));
    testbed.headend.receive(request);
    List<Octets> first = testbed.datagrams();

    assertThat(testbed.headend.receive(request).only(Decision.Transmit.class).datagrams())
        .isEqualTo(first);
    assertThat(testbed.headend.established().ikeGeneration()).isEqualTo(1);
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.2.6.2: INFORMATIONAL on the old IKE SA is answered on it")
  void informationalOnOld() {
    rekeyed(Policies.IKE);

    onOldIkeSa(ExchangeType.INFORMATIONAL, 3);

    assertThat(answerOnOldIkeSa().payloads()).isEmpty();
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.2.6.3: CREATE_CHILD_SA on the old IKE SA is refused")
  void createOnOld() {
    rekeyed(Policies.IKE);

    onOldIkeSa(
        ExchangeType.CREATE_CHILD_SA,
        3,
        Wishes.esp(7, Policies.ESP),
        new Payload.Nonce(nonce),
        Wishes.anyInitiator(),
        Wishes.anyResponder());

    assertThat(Testbed.refuses(answerOnOldIkeSa(), NotifyType.TEMPORARY_FAILURE)).isTrue();
    assertThat(testbed.headend.established().childSas()).hasSize(1);
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.2.6.4: the client deletes the old IKE SA, and the session goes on")
  void deletesOld() {
    rekeyed(Policies.IKE);

    onOldIkeSa(ExchangeType.INFORMATIONAL, 3, Wishes.deleteIkeSa());
    List<Octets> response = testbed.datagrams();
    assertThat(answerOnOldIkeSa().payloads()).isEmpty();
    testbed.headend.later(Ending.LINGER.minusSeconds(1));
    onOldIkeSa(ExchangeType.INFORMATIONAL, 3, Wishes.deleteIkeSa());
    assertThat(testbed.datagrams()).isEqualTo(response);

    testbed.headend.wake();
    assertThat(testbed.headend.established().retiring()).isEmpty();
    assertThat(testbed.exchange(ExchangeType.INFORMATIONAL).payloads()).isEmpty();
  }

  @Test
  @DisplayName("an old IKE SA that nobody deletes is forgotten")
  void forgetsOld() {
    rekeyed(Policies.IKE);
    testbed.headend.later(Duration.ofMinutes(6));
    testbed.headend.give(new Input.DeadlineReached(testbed.headend.now()));

    assertThat(testbed.headend.established().retiring()).isEmpty();
    assertThat(onOldIkeSa(ExchangeType.INFORMATIONAL, 3).isSilent()).isTrue();
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.2.6.5-6: one of several proposals and transforms is chosen")
  void severalProposals() {
    IkeMessage response = rekeyed(SHA_384, Policies.IKE);

    assertThat(response.first(Payload.SecurityAssociation.class).orElseThrow().proposals())
        .singleElement()
        .satisfies(proposal -> assertThat(proposal.transforms()).hasSize(3));
    assertThat(testbed.exchange(ExchangeType.INFORMATIONAL).payloads()).isEmpty();
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.2.6.7: a changed PRF: SKEYSEED from the old one, keys from the new")
  void changedPrf() {
    rekeyed(SHA_384);

    assertThat(testbed.client.ikeSa().suite().prf()).isEqualTo(Prf.PRF_HMAC_SHA2_384);
    assertThat(testbed.exchange(ExchangeType.INFORMATIONAL).payloads()).isEmpty();
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.2.6.8: a rekey without key exchange is refused, the session goes on")
  void withoutKeyExchange() {
    List<Payload> payloads = rekey(Policies.IKE);
    payloads.removeLast();

    IkeMessage response = testbed.exchange(ExchangeType.CREATE_CHILD_SA, payloads);

    assertThat(response.notify(NotifyType.INVALID_KE_PAYLOAD)).isPresent();
    assertThat(testbed.headend.isEstablished()).isTrue();
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.2.6.9: NO_PROPOSAL_CHOSEN, and the old IKE SA stays")
  void noProposalChosen() {
    IkeProposal weak =
        new IkeProposal(
            "weak",
            List.of(Policies.GCM_256),
            List.of(),
            List.of(Prf.PRF_HMAC_SHA1),
            List.of(KeyExchangeMethod.CURVE25519));

    IkeMessage response = testbed.exchange(ExchangeType.CREATE_CHILD_SA, rekey(weak));

    assertThat(Testbed.refuses(response, NotifyType.NO_PROPOSAL_CHOSEN)).isTrue();
    assertThat(testbed.exchange(ExchangeType.INFORMATIONAL).payloads()).isEmpty();
    assertThat(testbed.headend.established().retiring()).isEmpty();
  }
}
