package io.gatehouse.protocol.ike.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.message.ConfigurationAttribute;
import io.gatehouse.protocol.ike.message.ConfigurationType;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.message.TrafficSelector;
import io.gatehouse.protocol.ike.policy.Credential;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationExchangeTest {

  private static final TrafficSelector INSIDE = TrafficSelectors.ofAddress(Headend.INSIDE);

  private final Testbed testbed = Testbed.agreed(Policies.psk());

  private IkeMessage connect(Payload... more) {
    testbed.send(ExchangeType.IKE_AUTH, testbed.preShared(more));
    testbed.headend.authorize();
    if (!testbed.headend.all(Decision.LeaseAddress.class).isEmpty()) {
      testbed.headend.lease();
    }
    return testbed.answer();
  }

  private IkeMessage connect(Payload initiator, Payload responder) {
    List<Payload> payloads = new ArrayList<>(testbed.preShared(Wishes.address()));
    payloads.removeIf(
        p ->
            p instanceof Payload.TrafficSelectorsInitiator
                || p instanceof Payload.TrafficSelectorsResponder);
    payloads.addAll(List.of(initiator, responder));
    testbed.send(ExchangeType.IKE_AUTH, payloads);
    testbed.headend.authorize().lease();
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
  @DisplayName("IKEv2.SGW.R.1.1.1.3: the CHILD SA is installed before its response is sent")
  void installsBeforeAnswering() {
    connect(Wishes.address());

    List<Decision> decisions = testbed.headend.decisions();
    Decision.Install install = testbed.headend.only(Decision.Install.class);
    assertThat(decisions.indexOf(install))
        .isLessThan(decisions.indexOf(testbed.headend.only(Decision.Transmit.class)));
    assertThat(install.childSa().outboundSpi()).isEqualTo(Wishes.FIRST_SPI);
    assertThat(install.insideAddresses()).containsExactly(Headend.INSIDE);
    assertThat(install.path()).isEqualTo(Headend.PATH);
    assertThat(testbed.headend.event(SessionEvent.Connected.class)).isPresent();
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
  @DisplayName("IKEv2.SGW.R.1.1.7.1: traffic selectors are narrowed to the inside address")
  void narrows() {
    IkeMessage response = connect(Wishes.anyInitiator(), Wishes.anyResponder());

    assertThat(response.first(Payload.TrafficSelectorsInitiator.class).orElseThrow().selectors())
        .containsExactly(INSIDE);
    assertThat(response.first(Payload.TrafficSelectorsResponder.class).orElseThrow().selectors())
        .containsExactly(TrafficSelectors.any4());
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.1.7.2: selectors narrower than the policy are taken as they are")
  void keepsNarrower() {
    TrafficSelector web =
        new TrafficSelector(
            6, 443, 443, Headend.address("192.0.2.80"), Headend.address("192.0.2.80"));

    IkeMessage response = connect(Wishes.anyInitiator(), Wishes.responder(web));

    assertThat(response.first(Payload.TrafficSelectorsResponder.class).orElseThrow().selectors())
        .containsExactly(web);
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.1.7.3: TS_UNACCEPTABLE leaves an IKE SA without a CHILD SA")
  void selectorsUnacceptable() {
    TrafficSelector foreign = TrafficSelectors.ofAddress(Headend.address("10.1.2.3"));

    IkeMessage response = connect(Wishes.initiator(foreign), Wishes.anyResponder());

    assertThat(response.notify(NotifyType.TS_UNACCEPTABLE)).isPresent();
    assertThat(response.first(Payload.Authentication.class)).isPresent();
    assertThat(response.first(Payload.SecurityAssociation.class)).isEmpty();
    assertThat(testbed.headend.established().childSas()).isEmpty();
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.1.6.9: NO_PROPOSAL_CHOSEN leaves an IKE SA without a CHILD SA")
  void noProposalChosen() {
    List<Payload> payloads = new ArrayList<>(testbed.preShared());
    payloads.replaceAll(
        p ->
            p instanceof Payload.SecurityAssociation
                ? new Payload.SecurityAssociation(
                    ProposalOffer.ike(List.of(Policies.IKE), Octets.empty()))
                : p);
    testbed.send(ExchangeType.IKE_AUTH, payloads);
    testbed.headend.authorize();

    assertThat(testbed.answer().notify(NotifyType.NO_PROPOSAL_CHOSEN)).isPresent();
    assertThat(testbed.headend.isEstablished()).isTrue();

    testbed.headend.wake();
    assertThat(testbed.ownRequest().first(Payload.Delete.class)).isPresent();
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
  @DisplayName("IKEv2.SGW.R.2.1.1.1: CFG_REQUEST is answered with an address and DNS servers")
  void configuration() {
    IkeMessage response = connect(Wishes.address());

    Payload.Configuration reply = response.first(Payload.Configuration.class).orElseThrow();
    assertThat(reply.type()).isEqualTo(ConfigurationType.CFG_REPLY);
    assertThat(reply.attributes())
        .contains(
            new ConfigurationAttribute(
                ConfigurationAttribute.INTERNAL_IP4_ADDRESS, Octets.hex("0a63000f")));
    assertThat(testbed.headend.event(SessionEvent.Connected.class).orElseThrow().insideAddress())
        .contains(Headend.INSIDE);
  }

  @Test
  @DisplayName("IKEv2.SGW.R.2.1.2.3: the reserved bits of a CFG_REQUEST are ignored")
  void reservedBitsOfConfiguration() {
    connect(new Payload.Unknown(47, false, Octets.hex("01ffffff80010000")));

    assertThat(testbed.headend.established().lease()).isPresent();
  }

  @Test
  @DisplayName("IKEv2.SGW.R.2.1.2.4: without CFG_REQUEST only the client's own address is served")
  void withoutConfiguration() {
    IkeMessage response = connect();

    assertThat(response.first(Payload.Configuration.class)).isEmpty();
    assertThat(response.first(Payload.TrafficSelectorsInitiator.class).orElseThrow().selectors())
        .containsExactly(TrafficSelectors.ofAddress(Headend.PATH.remote().getAddress()));
  }

  @Test
  @DisplayName("IKEv2.SGW.R.2.1.2.5: of several CFG_REQUESTs one is answered")
  void severalConfigurations() {
    IkeMessage response =
        connect(
            new Payload.Configuration(ConfigurationType.CFG_SET, List.of()),
            Wishes.address(),
            Wishes.address());

    assertThat(response.all(Payload.Configuration.class)).hasSize(1);
    assertThat(testbed.headend.established().lease()).isPresent();
  }

  @Test
  @DisplayName("INTERNAL_ADDRESS_FAILURE leaves an IKE SA without a CHILD SA")
  void noAddress() {
    testbed.send(ExchangeType.IKE_AUTH, testbed.preShared(Wishes.address()));
    testbed.headend.authorize();
    long id = testbed.headend.only(Decision.LeaseAddress.class).requestId();
    testbed.headend.give(new Input.AddressRefused(id, "the pool is empty"));

    assertThat(testbed.answer().notify(NotifyType.INTERNAL_ADDRESS_FAILURE)).isPresent();
    assertThat(testbed.headend.established().childSas()).isEmpty();
  }

  @Test
  @DisplayName("INTERNAL_ADDRESS_FAILURE for a client that asks for an IPv6 address only")
  void noIpv6Address() {
    IkeMessage response =
        connect(Wishes.configuration(ConfigurationAttribute.INTERNAL_IP6_ADDRESS));

    assertThat(response.notify(NotifyType.INTERNAL_ADDRESS_FAILURE)).isPresent();
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

  /** By certificate. */
  private static IkeMessage byCertificate(Testbed testbed, Credential credential, boolean sent)
      throws Exception {
    Payload.Certificate certificate =
        new Payload.Certificate(
            Payload.Certificate.X509_SIGNATURE,
            Octets.owned(credential.chain().getFirst().getEncoded()));
    List<Payload> payloads =
        Testbed.admission(Policies.ALICE, testbed.client.signature(Policies.ALICE, credential));
    if (sent) {
      payloads.add(certificate);
    }
    testbed.send(ExchangeType.IKE_AUTH, payloads);
    if (!testbed.headend.all(Decision.Authorize.class).isEmpty()) {
      testbed.headend.authorize();
    }
    return testbed.answer();
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.1.10.1-3: CERTREQ, CERT and signatures of both sides")
  void certificates() throws Exception {
    Testbed certified = new Testbed(Policies.certificate());
    IkeMessage initial =
        certified.client.agreed(certified.sentInTheClear(certified.client.initial()));
    assertThat(initial.first(Payload.CertificateRequest.class)).isPresent();

    IkeMessage response = byCertificate(certified, TestCertificates.CLIENT, true);

    Identification headend =
        response.first(Payload.IdentificationResponder.class).orElseThrow().identification();
    assertThat(response.first(Payload.Certificate.class)).isPresent();
    assertThat(
            certified.client.trusts(
                headend,
                response.first(Payload.Authentication.class).orElseThrow(),
                TestCertificates.HEADEND))
        .isTrue();
    assertThat(certified.headend.isEstablished()).isTrue();
  }

  @Test
  @DisplayName("a certificate that is not for the identity is refused")
  void certificateOfSomebodyElse() throws Exception {
    IkeMessage response =
        byCertificate(Testbed.agreed(Policies.certificate()), TestCertificates.HEADEND, true);

    assertThat(Testbed.refuses(response, NotifyType.AUTHENTICATION_FAILED)).isTrue();
  }

  @Test
  @DisplayName("a certificate of an authority that only has the right name is refused")
  void untrustedCertificate() throws Exception {
    IkeMessage response =
        byCertificate(Testbed.agreed(Policies.certificate()), TestCertificates.STRANGER, true);

    assertThat(Testbed.refuses(response, NotifyType.AUTHENTICATION_FAILED)).isTrue();
  }

  @Test
  @DisplayName("a signature without a certificate is refused")
  void noCertificate() throws Exception {
    IkeMessage response =
        byCertificate(Testbed.agreed(Policies.certificate()), TestCertificates.CLIENT, false);

    assertThat(Testbed.refuses(response, NotifyType.AUTHENTICATION_FAILED)).isTrue();
  }
}
