package io.gatehouse.protocol.ike.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationExchangeTest {

  private final Testbed testbed = Testbed.agreed(Policies.psk());

  private IkeMessage connect(Payload... more) {
    testbed.send(ExchangeType.IKE_AUTH, testbed.preShared(more));
    testbed.headend.authorize();
    if (!testbed.headend.all(Decision.LeaseAddress.class).isEmpty()) {
      testbed.headend.lease();
    }
    return testbed.answer();
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.1.1.2: IKE_AUTH is answered with IDr, AUTH, CP, SA, TSi and TSr")
  void answers() {
    IkeMessage response = connect(Wishes.address());

    assertThat(response.header().messageId()).isEqualTo(1);
    Identification headend =
        response.first(Payload.IdentificationResponder.class).orElseThrow().identification();
    assertThat(
            testbed.client.trusts(
                headend, response.first(Payload.Authentication.class).orElseThrow(), Policies.PSK))
        .isTrue();
    assertThat(response.first(Payload.SecurityAssociation.class).orElseThrow().proposals())
        .singleElement()
        .satisfies(
            proposal ->
                assertThat(proposal.spi())
                    .isEqualTo(ChildSaCreation.spiOctets(testbed.childSa(0).inboundSpi())));
    assertThat(testbed.headend.isEstablished()).isTrue();
    assertThat(testbed.headend.wasDurable()).isTrue();
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.1.2.2: a retransmitted IKE_AUTH gets identical octets")
  void repeats() {
    Octets request = testbed.client.request(ExchangeType.IKE_AUTH, testbed.preShared());
    testbed.headend.receive(request).authorize();
    List<Octets> first = testbed.datagrams();

    testbed.headend.receive(request);

    assertThat(testbed.datagrams()).isEqualTo(first);
    assertThat(testbed.headend.decisions()).hasSize(1);
  }

  @Test
  @DisplayName("a retransmission while AAA is thinking does not ask AAA twice")
  void doesNotAskTwice() {
    Octets request = testbed.client.request(ExchangeType.IKE_AUTH, testbed.preShared());
    testbed.headend.receive(request);
    long asked = testbed.headend.only(Decision.Authorize.class).request().id();

    assertThat(testbed.headend.receive(request).decisions()).isEmpty();

    testbed.headend.give(
        new Input.Authorized(
            asked, new AuthorizationVerdict.Granted(Headend.authorization("alice"))));
    assertThat(testbed.headend.isEstablished()).isTrue();
  }

  @Test
  @DisplayName("an answer of AAA that nobody waits for changes nothing")
  void ignoresOldAnswers() {
    testbed.send(ExchangeType.IKE_AUTH, testbed.preShared());
    AuthorizationVerdict granted = new AuthorizationVerdict.Granted(Headend.authorization("alice"));

    assertThat(testbed.headend.give(new Input.Authorized(0, granted)).decisions()).isEmpty();
    assertThat(testbed.headend.give(new Input.Authorized(7, granted)).decisions()).isEmpty();
    assertThat(testbed.headend.isEstablished()).isFalse();
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.1.10.4: the published pre-shared key, in hexadecimal")
  void hexadecimalKey() {
    Secret hex = Secret.owned(Octets.hex("494b4554455354313233343536373821").toArray());
    testbed.send(
        ExchangeType.IKE_AUTH,
        Testbed.admission(Policies.ALICE, testbed.client.sharedKey(Policies.ALICE, hex)));

    assertThat(testbed.headend.authorize().isEstablished()).isTrue();
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.2.8.1: AUTHENTICATION_FAILED for a wrong pre-shared key")
  void wrongKey() {
    IkeMessage response =
        testbed.exchange(
            ExchangeType.IKE_AUTH,
            Testbed.admission(
                Policies.ALICE,
                testbed.client.sharedKey(Policies.ALICE, Secret.utf8("IKETEST12345679!"))));

    assertThat(Testbed.refuses(response, NotifyType.AUTHENTICATION_FAILED)).isTrue();
    assertThat(testbed.headend.event(SessionEvent.Refused.class)).isPresent();
    assertThat(testbed.headend.all(Decision.Authorize.class)).isEmpty();
  }

  @Test
  @DisplayName("AUTH that was made for another identity is refused")
  void replacedIdentity() {
    Identification bob = new Identification(Identification.ID_FQDN, Octets.utf8("bob.example.com"));

    IkeMessage response =
        testbed.exchange(
            ExchangeType.IKE_AUTH,
            Testbed.admission(Policies.ALICE, testbed.client.sharedKey(bob, Policies.PSK)));

    assertThat(Testbed.refuses(response, NotifyType.AUTHENTICATION_FAILED)).isTrue();
  }

  @Test
  @DisplayName("AUTH of another IKE_SA_INIT is refused")
  void replacedAuthentication() {
    testbed.client.initial();

    IkeMessage response = testbed.exchange(ExchangeType.IKE_AUTH, testbed.preShared());

    assertThat(Testbed.refuses(response, NotifyType.AUTHENTICATION_FAILED)).isTrue();
  }

  @Test
  @DisplayName("AUTH that lacks its last octet is refused")
  void truncatedAuthentication() {
    Payload.Authentication whole = testbed.client.sharedKey(Policies.ALICE, Policies.PSK);
    Octets data = whole.data().slice(0, whole.data().length() - 1);

    IkeMessage response =
        testbed.exchange(
            ExchangeType.IKE_AUTH,
            Testbed.admission(Policies.ALICE, new Payload.Authentication(whole.method(), data)));

    assertThat(Testbed.refuses(response, NotifyType.AUTHENTICATION_FAILED)).isTrue();
  }

  @Test
  @DisplayName("a client without AUTH does not get in where no EAP is configured")
  void missingAuthentication() {
    IkeMessage response =
        testbed.exchange(ExchangeType.IKE_AUTH, Testbed.admission(Policies.ALICE));

    assertThat(Testbed.refuses(response, NotifyType.AUTHENTICATION_FAILED)).isTrue();
  }

  @Test
  @DisplayName("an identity that no profile is for is refused")
  void unknownIdentity() {
    Identification bob = new Identification(Identification.ID_FQDN, Octets.utf8("bob.example.com"));

    IkeMessage response =
        testbed.exchange(
            ExchangeType.IKE_AUTH,
            Testbed.admission(bob, testbed.client.sharedKey(bob, Policies.PSK)));

    assertThat(Testbed.refuses(response, NotifyType.AUTHENTICATION_FAILED)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 3, 4})
  @DisplayName("INVALID_SYNTAX when IDi, SA, TSi or TSr is missing")
  void missingPayload(int index) {
    List<Payload> payloads = new ArrayList<>(testbed.preShared());
    payloads.remove(index);

    IkeMessage response = testbed.exchange(ExchangeType.IKE_AUTH, payloads);

    assertThat(Testbed.refuses(response, NotifyType.INVALID_SYNTAX)).isTrue();
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.1.4.4: an unknown critical payload in IKE_AUTH is refused")
  void unknownCriticalPayload() {
    IkeMessage response =
        testbed.exchange(
            ExchangeType.IKE_AUTH,
            testbed.preShared(new Payload.Unknown(255, true, Octets.empty())));

    assertThat(response.notify(NotifyType.UNSUPPORTED_CRITICAL_PAYLOAD).orElseThrow().data())
        .isEqualTo(Octets.hex("ff"));
  }

  @Test
  @DisplayName("AUTHENTICATION_FAILED when authorization is refused")
  void notAuthorized() {
    testbed.send(ExchangeType.IKE_AUTH, testbed.preShared());
    long id = testbed.headend.only(Decision.Authorize.class).request().id();
    testbed.headend.give(
        new Input.Authorized(id, new AuthorizationVerdict.Refused("no such group\nforged line")));

    assertThat(Testbed.refuses(testbed.answer(), NotifyType.AUTHENTICATION_FAILED)).isTrue();
    assertThat(testbed.headend.event(SessionEvent.Refused.class).orElseThrow().reason())
        .contains("no such group")
        .doesNotContain("\n");
  }

  @Test
  @DisplayName("INITIAL_CONTACT ends older sessions, once the client is authenticated")
  void initialContact() {
    connect(Wishes.notify(NotifyType.INITIAL_CONTACT));

    assertThat(testbed.headend.only(Decision.EndOlderSessions.class).participants().userName())
        .isEqualTo("alice");
  }
}
