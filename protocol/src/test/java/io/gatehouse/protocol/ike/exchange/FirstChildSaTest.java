package io.gatehouse.protocol.ike.exchange;

import static io.gatehouse.protocol.ike.message.ConfigurationAttribute.INTERNAL_IP4_ADDRESS;
import static io.gatehouse.protocol.ike.message.ConfigurationAttribute.INTERNAL_IP6_ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.message.ConfigurationAttribute;
import io.gatehouse.protocol.ike.message.ConfigurationType;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.message.TrafficSelector;
import io.gatehouse.protocol.ike.policy.AddressFamily;
import io.gatehouse.protocol.ike.policy.Authorization;
import io.gatehouse.protocol.octets.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The CHILD SA that IKE_AUTH makes, and the address. */
class FirstChildSaTest {

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
  @DisplayName("IKEv2.SGW.R.2.1.1.1: CFG_REQUEST is answered with an address and DNS servers")
  void configuration() {
    IkeMessage response = connect(Wishes.address());

    Payload.Configuration reply = response.first(Payload.Configuration.class).orElseThrow();
    assertThat(reply.type()).isEqualTo(ConfigurationType.CFG_REPLY);
    assertThat(reply.attributes())
        .contains(
            new ConfigurationAttribute(
                ConfigurationAttribute.INTERNAL_IP4_ADDRESS, Octets.hex("0a63000f")));
    assertThat(testbed.headend.event(SessionEvent.Connected.class).orElseThrow().insideAddresses())
        .containsExactly(Headend.INSIDE);
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

  private Headend ask(Authorization granted, Integer... attributes) {
    List<Payload> payloads = new ArrayList<>(testbed.preShared(Wishes.configuration(attributes)));
    payloads.removeIf(
        p ->
            p instanceof Payload.TrafficSelectorsInitiator
                || p instanceof Payload.TrafficSelectorsResponder);
    payloads.add(Wishes.initiator(TrafficSelectors.any4(), TrafficSelectors.any6()));
    payloads.add(Wishes.responder(TrafficSelectors.any4(), TrafficSelectors.any6()));
    return testbed.send(ExchangeType.IKE_AUTH, payloads).authorize(granted);
  }

  private static Authorization withBothPools() {
    return Headend.authorization("alice").withIpv6(Optional.empty(), Optional.of("POOL6"));
  }

  @Test
  @DisplayName("a client that asks for both families gets an address of each, in one CHILD SA")
  void bothFamilies() {
    Headend headend = ask(withBothPools(), INTERNAL_IP4_ADDRESS, INTERNAL_IP6_ADDRESS);
    assertThat(headend.only(Decision.LeaseAddress.class).families())
        .containsExactlyInAnyOrder(AddressFamily.IPV4, AddressFamily.IPV6);
    headend.lease(Headend.LEASE, Headend.LEASE6);

    IkeMessage response = testbed.answer();
    assertThat(response.first(Payload.Configuration.class).orElseThrow().attributes())
        .contains(
            new ConfigurationAttribute(INTERNAL_IP4_ADDRESS, Octets.hex("0a63000f")),
            new ConfigurationAttribute(
                INTERNAL_IP6_ADDRESS, Octets.hex("20010db8009900000000000000000015" + "80")));
    assertThat(response.first(Payload.TrafficSelectorsInitiator.class).orElseThrow().selectors())
        .containsExactly(INSIDE, TrafficSelectors.ofAddress(Headend.INSIDE6));
    assertThat(response.first(Payload.TrafficSelectorsResponder.class).orElseThrow().selectors())
        .containsExactly(TrafficSelectors.any4(), TrafficSelectors.any6());
    assertThat(headend.only(Decision.Install.class).insideAddresses())
        .containsExactly(Headend.INSIDE, Headend.INSIDE6);
    assertThat(headend.established().leases()).containsExactly(Headend.LEASE, Headend.LEASE6);

    testbed.send(ExchangeType.INFORMATIONAL, Wishes.deleteIkeSa());
    assertThat(headend.all(Decision.ReleaseAddress.class))
        .extracting(Decision.ReleaseAddress::lease)
        .containsExactly(Headend.LEASE, Headend.LEASE6);
  }

  @Test
  @DisplayName("a client that asks for one family gets that, whatever else it may have")
  void oneFamily() {
    Headend headend = ask(withBothPools(), INTERNAL_IP6_ADDRESS);
    assertThat(headend.only(Decision.LeaseAddress.class).families())
        .containsExactly(AddressFamily.IPV6);
    headend.lease(Headend.LEASE6);

    IkeMessage response = testbed.answer();
    assertThat(response.first(Payload.TrafficSelectorsInitiator.class).orElseThrow().selectors())
        .containsExactly(TrafficSelectors.ofAddress(Headend.INSIDE6));
    assertThat(headend.established().insideAddresses()).containsExactly(Headend.INSIDE6);
  }

  @Test
  @DisplayName("of both families a client gets the one that it is authorized for")
  void theFamilyThatThereIs() {
    Headend headend =
        ask(Headend.authorization("alice"), INTERNAL_IP4_ADDRESS, INTERNAL_IP6_ADDRESS);
    assertThat(headend.only(Decision.LeaseAddress.class).families())
        .containsExactly(AddressFamily.IPV4);
    headend.lease();

    IkeMessage response = testbed.answer();
    assertThat(response.first(Payload.TrafficSelectorsInitiator.class).orElseThrow().selectors())
        .containsExactly(INSIDE);
    assertThat(response.notify(NotifyType.INTERNAL_ADDRESS_FAILURE)).isEmpty();
  }

  @Test
  @DisplayName("one address of two that were asked for is enough")
  void oneOfTwoLeased() {
    ask(withBothPools(), INTERNAL_IP4_ADDRESS, INTERNAL_IP6_ADDRESS).lease(Headend.LEASE6);

    assertThat(testbed.headend.established().lease()).contains(Headend.LEASE6);
    assertThat(testbed.headend.established().secondLease()).isEmpty();
    assertThat(testbed.headend.established().childSas()).hasSize(1);
  }
}
