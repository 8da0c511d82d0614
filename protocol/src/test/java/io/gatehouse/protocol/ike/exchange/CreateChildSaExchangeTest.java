package io.gatehouse.protocol.ike.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.crypto.ChildKeys;
import io.gatehouse.protocol.ike.crypto.Encryption;
import io.gatehouse.protocol.ike.crypto.EphemeralKey;
import io.gatehouse.protocol.ike.crypto.EspSuite;
import io.gatehouse.protocol.ike.crypto.Integrity;
import io.gatehouse.protocol.ike.crypto.KeyDerivation;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.MessageCodec;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.policy.EncryptionChoice;
import io.gatehouse.protocol.ike.policy.EspProposal;
import io.gatehouse.protocol.ike.policy.ResponderPolicy;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CreateChildSaExchangeTest {

  private static final int NEW_SPI = 0x0c000002;
  private static final int GENERIC_HEADER = 4;
  private static final int SECURITY_ASSOCIATION = 33;

  private final Testbed testbed = Testbed.established();

  private List<Payload> further(Testbed at, Payload... more) {
    List<Payload> payloads =
        new ArrayList<>(
            List.of(
                Wishes.esp(NEW_SPI, Policies.ESP),
                new Payload.Nonce(at.client.nonce()),
                Wishes.anyInitiator(),
                Wishes.anyResponder()));
    payloads.addAll(List.of(more));
    return payloads;
  }

  private static ChildSa newest(Testbed at) {
    return at.headend.established().childSas().getLast();
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.2.1.1, 1.2.7.1: a further CHILD SA, with keys from both nonces")
  void further() {
    Octets nonce = testbed.client.nonce();
    IkeMessage response =
        testbed.exchange(
            ExchangeType.CREATE_CHILD_SA,
            Wishes.esp(NEW_SPI, Policies.ESP),
            new Payload.Nonce(nonce),
            Wishes.anyInitiator(),
            Wishes.anyResponder());

    ChildSa childSa = newest(testbed);
    ChildKeys keys =
        KeyDerivation.child(
            childSa.suite(),
            testbed.client.ikeSa().suite().prf(),
            testbed.client.ikeSa().keys().skD(),
            Optional.empty(),
            nonce,
            response.first(Payload.Nonce.class).orElseThrow().data());
    assertThat(childSa.inboundKey()).isEqualTo(keys.encryptionInitiator());
    assertThat(childSa.outboundKey()).isEqualTo(keys.encryptionResponder());
    assertThat(childSa.outboundSpi()).isEqualTo(NEW_SPI);
    assertThat(testbed.headend.established().childSas()).hasSize(2);
    assertThat(testbed.headend.only(Decision.Install.class).childSa()).isEqualTo(childSa);
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.2.2.1: a retransmitted CREATE_CHILD_SA makes no second CHILD SA")
  void repeats() {
    Octets request = testbed.client.request(ExchangeType.CREATE_CHILD_SA, further(testbed));
    testbed.headend.receive(request);
    List<Octets> first = testbed.datagrams();

    testbed.headend.receive(request);

    assertThat(testbed.datagrams()).isEqualTo(first);
    assertThat(testbed.headend.decisions()).hasSize(1);
    assertThat(testbed.headend.established().childSas()).hasSize(2);
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.2.4.1: NO_PROPOSAL_CHOSEN, and the session goes on")
  void noProposalChosen() {
    List<Payload> payloads = further(testbed);
    payloads.set(0, Wishes.esp(NEW_SPI, Policies.ESP_PFS));

    IkeMessage response = testbed.exchange(ExchangeType.CREATE_CHILD_SA, payloads);

    assertThat(Testbed.refuses(response, NotifyType.NO_PROPOSAL_CHOSEN)).isTrue();
    assertThat(testbed.headend.established().childSas()).hasSize(1);
  }

  @Test
  @DisplayName("a session whose profile is gone goes on with the algorithms that it has")
  void withoutItsProfile() {
    ResponderPolicy policy = Policies.psk();
    testbed.headend.configured(
        new ResponderPolicy(
            policy.proposals(),
            List.of(),
            policy.maximumDatagram(),
            policy.halfOpenTimeout(),
            policy.promptTimeout()));

    testbed.exchange(ExchangeType.CREATE_CHILD_SA, further(testbed));

    assertThat(testbed.headend.established().childSas())
        .hasSize(2)
        .extracting(ChildSa::suite)
        .containsOnly(testbed.childSa(0).suite());
    List<Payload> others = further(testbed);
    others.set(
        0,
        Wishes.esp(
            NEW_SPI,
            new EspProposal(
                "other",
                List.of(new EncryptionChoice(Encryption.ENCR_AES_CBC, 192)),
                List.of(Integrity.AUTH_HMAC_SHA2_512_256),
                List.of())));
    assertThat(
            Testbed.refuses(
                testbed.exchange(ExchangeType.CREATE_CHILD_SA, others),
                NotifyType.NO_PROPOSAL_CHOSEN))
        .isTrue();
  }

  @Test
  @DisplayName("TS_UNACCEPTABLE, and the session goes on")
  void selectorsUnacceptable() {
    List<Payload> payloads = further(testbed);
    payloads.set(2, Wishes.initiator(TrafficSelectors.ofAddress(Headend.address("10.1.2.3"))));

    assertThat(
            Testbed.refuses(
                testbed.exchange(ExchangeType.CREATE_CHILD_SA, payloads),
                NotifyType.TS_UNACCEPTABLE))
        .isTrue();
  }

  @Test
  @DisplayName("a request without a nonce ends the session on both sides with INVALID_SYNTAX")
  void invalidSyntax() {
    List<Payload> payloads = further(testbed);
    payloads.remove(1);

    IkeMessage response = testbed.exchange(ExchangeType.CREATE_CHILD_SA, payloads);

    assertThat(Testbed.refuses(response, NotifyType.INVALID_SYNTAX)).isTrue();
    assertThat(testbed.headend.state()).isInstanceOf(SessionState.Lingering.class);
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.2.9.1: RESERVED fields that are not zero are ignored")
  void reservedFields() {
    List<Payload> payloads = further(testbed);
    byte[] association =
        MessageCodec.encodePayloads(List.of(Wishes.esp(NEW_SPI, Policies.ESP))).toArray();
    association[GENERIC_HEADER + 1] = (byte) 0xff;
    payloads.set(
        0,
        new Payload.Unknown(
            SECURITY_ASSOCIATION,
            false,
            Octets.owned(association).slice(GENERIC_HEADER, association.length)));

    testbed.exchange(ExchangeType.CREATE_CHILD_SA, payloads);

    assertThat(testbed.headend.established().childSas()).hasSize(2);
  }

  @Test
  @DisplayName("NO_ADDITIONAL_SAS when there are many")
  void many() {
    for (int spi = 1; spi < 16; spi++) {
      List<Payload> payloads = further(testbed);
      payloads.set(0, Wishes.esp(NEW_SPI + spi, Policies.ESP));
      assertThat(
              testbed
                  .exchange(ExchangeType.CREATE_CHILD_SA, payloads)
                  .first(Payload.SecurityAssociation.class))
          .isPresent();
    }

    IkeMessage response = testbed.exchange(ExchangeType.CREATE_CHILD_SA, further(testbed));

    assertThat(Testbed.refuses(response, NotifyType.NO_ADDITIONAL_SAS)).isTrue();
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.2.5.1-3, 6: a CHILD SA is rekeyed; the client deletes the old one")
  void rekey() {
    int old = testbed.childSa(0).inboundSpi();
    IkeMessage response =
        testbed.exchange(
            ExchangeType.CREATE_CHILD_SA, further(testbed, Wishes.rekey(Wishes.FIRST_SPI)));

    assertThat(response.first(Payload.SecurityAssociation.class)).isPresent();
    assertThat(testbed.childSa(0).stage()).isEqualTo(ChildSa.Stage.REPLACED_BY_PEER);
    assertThat(testbed.childSa(1).stage()).isEqualTo(ChildSa.Stage.INSTALLED);
    assertThat(testbed.childSa(1).replaces()).as("RFC 7296 section 2.8").hasValue(old);
    assertThat(testbed.headend.all(Decision.Install.class).getLast().childSa())
        .isEqualTo(testbed.childSa(1));
    assertThat(testbed.headend.all(Decision.Remove.class)).isEmpty();

    assertThat(
            testbed
                .exchange(ExchangeType.INFORMATIONAL, Wishes.delete(Wishes.FIRST_SPI))
                .payloads())
        .containsExactly(Wishes.delete(old));
    assertThat(testbed.headend.established().childSas()).hasSize(1);
  }

  @Test
  @DisplayName("a CHILD SA that the client rekeyed and forgot is deleted when its time is over")
  void forgotten() {
    testbed.exchange(
        ExchangeType.CREATE_CHILD_SA, further(testbed, Wishes.rekey(Wishes.FIRST_SPI)));
    testbed.headend.later(Policies.CHILD_LIFETIME);
    testbed.headend.give(new Input.DeadlineReached(testbed.headend.now()));

    assertThat(testbed.ownRequest().payloads())
        .containsExactly(Wishes.delete(Headend.MINT.espSpi(1)));
  }

  @Test
  @DisplayName("a second rekey of a CHILD SA that was rekeyed is put off with TEMPORARY_FAILURE")
  void rekeyTwice() {
    testbed.exchange(
        ExchangeType.CREATE_CHILD_SA, further(testbed, Wishes.rekey(Wishes.FIRST_SPI)));

    IkeMessage response =
        testbed.exchange(
            ExchangeType.CREATE_CHILD_SA, further(testbed, Wishes.rekey(Wishes.FIRST_SPI)));

    assertThat(Testbed.refuses(response, NotifyType.TEMPORARY_FAILURE)).isTrue();
  }

  @Test
  @DisplayName("RFC 7296 section 2.25.1: CHILD_SA_NOT_FOUND names the SPI")
  void notFound() {
    IkeMessage response =
        testbed.exchange(ExchangeType.CREATE_CHILD_SA, further(testbed, Wishes.rekey(0x0c00dead)));

    assertThat(response.notify(NotifyType.CHILD_SA_NOT_FOUND).orElseThrow().spi())
        .isEqualTo(ChildSaCreation.spiOctets(0x0c00dead));
  }

  private static Testbed withPfs() {
    ResponderPolicy policy = Policies.with(Policies.psk(), Policies.ESP_PFS);
    return Testbed.established(policy);
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.2.5.5: a rekey with PFS has a key exchange of its own")
  void perfectForwardSecrecy() {
    Testbed pfs = withPfs();
    EphemeralKey key = EphemeralKey.generate(KeyExchangeMethod.CURVE25519, pfs.client.random());
    Octets nonce = pfs.client.nonce();
    IkeMessage response =
        pfs.exchange(
            ExchangeType.CREATE_CHILD_SA,
            Wishes.rekey(Wishes.FIRST_SPI),
            Wishes.esp(NEW_SPI, Policies.ESP_PFS),
            new Payload.Nonce(nonce),
            new Payload.KeyExchange(KeyExchangeMethod.CURVE25519.id(), key.publicValue()),
            Wishes.anyInitiator(),
            Wishes.anyResponder());

    EspSuite suite = newest(pfs).suite();
    Optional<Secret> secret =
        key.agree(response.first(Payload.KeyExchange.class).orElseThrow().data());
    ChildKeys keys =
        KeyDerivation.child(
            suite,
            pfs.client.ikeSa().suite().prf(),
            pfs.client.ikeSa().keys().skD(),
            secret,
            nonce,
            response.first(Payload.Nonce.class).orElseThrow().data());
    assertThat(suite.keyExchange()).contains(KeyExchangeMethod.CURVE25519);
    assertThat(newest(pfs).inboundKey()).isEqualTo(keys.encryptionInitiator());
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.2.5.4: INVALID_KE_PAYLOAD names the group of a rekey with PFS")
  void invalidKeyExchange() {
    Testbed pfs = withPfs();
    EphemeralKey key = EphemeralKey.generate(KeyExchangeMethod.ECP_384, pfs.client.random());
    IkeMessage response =
        pfs.exchange(
            ExchangeType.CREATE_CHILD_SA,
            Wishes.rekey(Wishes.FIRST_SPI),
            Wishes.esp(NEW_SPI, Policies.ESP_PFS),
            new Payload.Nonce(pfs.client.nonce()),
            new Payload.KeyExchange(KeyExchangeMethod.ECP_384.id(), key.publicValue()),
            Wishes.anyInitiator(),
            Wishes.anyResponder());

    assertThat(response.notify(NotifyType.INVALID_KE_PAYLOAD).orElseThrow().data())
        .isEqualTo(Octets.hex("001f"));
    assertThat(pfs.headend.established().childSas()).hasSize(1);
  }

  @Test
  @DisplayName("a CHILD SA that the data plane refuses is deleted, and a session without any ends")
  void notInstalled() {
    testbed.exchange(ExchangeType.CREATE_CHILD_SA, further(testbed));

    testbed.headend.give(new Input.InstallationFailed(newest(testbed).inboundSpi(), "no memory"));
    IkeMessage delete = testbed.ownRequest();
    assertThat(delete.payloads()).containsExactly(Wishes.delete(newest(testbed).inboundSpi()));
    testbed.answer(delete, Wishes.delete(NEW_SPI));
    assertThat(testbed.headend.established().childSas()).hasSize(1);

    testbed.headend.give(new Input.InstallationFailed(0x20000777, "who is that?"));
    assertThat(testbed.headend.decisions()).isEmpty();
    testbed.headend.give(new Input.InstallationFailed(testbed.childSa(0).inboundSpi(), "no"));
    assertThat(testbed.ownRequest().payloads()).containsExactly(Wishes.deleteIkeSa());
  }
}
