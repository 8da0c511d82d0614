package io.gatehouse.protocol.ike.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.IkeHeader;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HalfOpenResponderTest {

  private static final Payload CISCO = new Payload.VendorId(CiscoVendorIds.FRAGMENTATION);
  private static final Payload STANDARD = Wishes.notify(NotifyType.IKEV2_FRAGMENTATION_SUPPORTED);

  private final Testbed testbed = Testbed.agreed(Policies.psk());

  @ParameterizedTest
  @EnumSource(names = {"CREATE_CHILD_SA", "INFORMATIONAL"})
  @DisplayName("CVE-2026-78135: nothing but IKE_AUTH before authentication is complete")
  void onlyAuthentication(ExchangeType exchange) {
    SessionState before = testbed.headend.state();

    testbed.send(
        exchange,
        Wishes.esp(9, Policies.ESP),
        new Payload.Nonce(testbed.client.nonce()),
        Wishes.anyInitiator(),
        Wishes.anyResponder());

    assertThat(testbed.headend.decisions()).isEmpty();
    assertThat(testbed.headend.state()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(names = {"CREATE_CHILD_SA", "INFORMATIONAL"})
  @DisplayName("CVE-2026-78135: nor while AAA decides, nor when it is broken")
  void onlyAuthenticationLater(ExchangeType exchange) {
    assertThat(testbed.headend.receive(testbed.client.broken(exchange)).decisions()).isEmpty();
    testbed.client.skipTo(1);
    testbed.send(ExchangeType.IKE_AUTH, testbed.preShared());
    SessionState before = testbed.headend.state();

    assertThat(testbed.send(exchange).decisions()).isEmpty();
    assertThat(testbed.headend.state()).isEqualTo(before);
  }

  @Test
  @DisplayName("INVALID_SYNTAX for an authentic IKE_AUTH request that cannot be parsed")
  void brokenRequest() {
    testbed.headend.receive(testbed.client.broken(ExchangeType.IKE_AUTH));

    assertThat(Testbed.refuses(testbed.answer(), NotifyType.INVALID_SYNTAX)).isTrue();
  }

  @Test
  @DisplayName("a message that does not pass its integrity check changes nothing")
  void forged() {
    SessionState before = testbed.headend.state();
    byte[] request = testbed.client.request(ExchangeType.IKE_AUTH, testbed.preShared()).toArray();
    request[request.length - 1] ^= 1;

    assertThat(testbed.headend.receive(Octets.owned(request)).decisions()).isEmpty();
    assertThat(testbed.headend.state()).isEqualTo(before);
  }

  @Test
  @DisplayName("a client that goes silent after IKE_SA_INIT is forgotten at the deadline")
  void silentClient() {
    assertThat(testbed.headend.deadline()).isEqualTo(Headend.START.plus(Policies.HALF_OPEN));

    assertThat(testbed.headend.wake().state()).isEqualTo(new SessionState.Closed());
    assertThat(testbed.headend.event(SessionEvent.Refused.class)).isPresent();
  }

  @Test
  @DisplayName("an AAA that does not answer ends the session, and the client is told")
  void silentAaa() {
    testbed.send(ExchangeType.IKE_AUTH, testbed.preShared());

    testbed.headend.wake();

    assertThat(Testbed.refuses(testbed.answer(), NotifyType.AUTHENTICATION_FAILED)).isTrue();
    assertThat(testbed.headend.wake().state()).isEqualTo(new SessionState.Closed());
  }

  @Test
  @DisplayName("addresses that come after the end go back to their pools")
  void lateAddress() {
    testbed.send(ExchangeType.IKE_AUTH, testbed.preShared(Wishes.address()));
    testbed.headend.authorize();
    long id = testbed.headend.only(Decision.LeaseAddress.class).requestId();
    testbed.headend.wake();

    testbed.headend.give(new Input.AddressLeased(id, List.of(Headend.LEASE, Headend.LEASE6)));

    assertThat(testbed.headend.all(Decision.ReleaseAddress.class))
        .extracting(Decision.ReleaseAddress::lease)
        .containsExactly(Headend.LEASE, Headend.LEASE6);
    assertThat(testbed.headend.wake().state()).isEqualTo(new SessionState.Closed());
  }

  @Test
  @DisplayName("addresses that come after the end of everything go back to their pools, too")
  void latestAddress() {
    testbed.headend.wake();

    testbed.headend.give(new Input.AddressLeased(1, List.of(Headend.LEASE, Headend.LEASE6)));

    assertThat(testbed.headend.all(Decision.ReleaseAddress.class))
        .extracting(Decision.ReleaseAddress::lease)
        .containsExactly(Headend.LEASE, Headend.LEASE6);
  }

  @Test
  @DisplayName("a refused client gets its refusal again, and nothing else; its time does not grow")
  void refused() {
    Octets wrong = testbed.client.request(ExchangeType.IKE_AUTH, Testbed.admission(Policies.ALICE));
    testbed.headend.receive(wrong);
    List<Octets> refusal = testbed.datagrams();
    testbed.headend.later(Duration.ofSeconds(1));

    testbed.headend.receive(wrong);
    assertThat(testbed.datagrams()).isEqualTo(refusal);
    assertThat(testbed.send(ExchangeType.IKE_AUTH, testbed.preShared()).decisions()).isEmpty();
    assertThat(testbed.headend.receive(testbed.client.broken(ExchangeType.IKE_AUTH)).decisions())
        .isEmpty();
    assertThat(testbed.headend.deadline()).isEqualTo(Headend.START.plusSeconds(5));
    assertThat(testbed.headend.wake().state()).isEqualTo(new SessionState.Closed());
  }

  @Test
  @DisplayName("the headend may end a half-open session at any time")
  void terminated() {
    testbed.headend.give(new Input.Terminate(SessionEvent.Cause.ADMINISTRATOR));

    assertThat(testbed.headend.state()).isEqualTo(new SessionState.Closed());
  }

  @Test
  @DisplayName("RFC 7383: a fragmented IKE_AUTH is served, its fragments in any order and repeated")
  void fragments() {
    Testbed fragmenting = Testbed.agreed(Policies.psk(), STANDARD);
    IkeHeader header = fragmenting.client.requestHeader(ExchangeType.IKE_AUTH);
    List<Octets> fragments =
        new ArrayList<>(fragmenting.client.inFragments(header, fragmenting.preShared(), 100));
    assertThat(fragments).hasSizeGreaterThan(2);
    Collections.reverse(fragments);
    fragments.add(1, fragments.getFirst());

    fragments.forEach(fragmenting.headend::receive);

    assertThat(fragmenting.headend.authorize().isEstablished()).isTrue();
  }

  @Test
  @DisplayName("RFC 7383 section 2.6.1: only fragment 1 of a retransmission is answered")
  void repeatedFragments() {
    Testbed fragmenting = Testbed.agreed(Policies.psk(), STANDARD);
    IkeHeader header = fragmenting.client.requestHeader(ExchangeType.IKE_AUTH);
    List<Octets> fragments = fragmenting.client.inFragments(header, fragmenting.preShared(), 100);
    fragments.forEach(fragmenting.headend::receive);
    fragmenting.headend.authorize();
    List<Octets> response = fragmenting.datagrams();

    assertThat(fragmenting.headend.receive(fragments.getLast()).isSilent()).isTrue();
    fragmenting.headend.receive(fragments.getFirst());

    assertThat(fragmenting.datagrams()).isEqualTo(response);
  }

  @Test
  @DisplayName("RFC 7383: a large response leaves in fragments that fit, and is repeated whole")
  void largeResponse() {
    Testbed fragmenting = Testbed.agreed(LargePolicies.manyCertificates(), STANDARD);
    Octets request =
        fragmenting.client.request(ExchangeType.IKE_AUTH, Testbed.admission(Policies.ALICE));

    List<Octets> response =
        fragmenting.headend.receive(request).only(Decision.Transmit.class).datagrams();

    assertThat(response).hasSizeGreaterThan(1).allMatch(datagram -> datagram.length() <= 1196);
    assertThat(fragmenting.client.open(response).first(Payload.Eap.class)).isPresent();
    assertThat(fragmenting.headend.receive(request).only(Decision.Transmit.class).datagrams())
        .isEqualTo(response);
  }

  @Test
  @DisplayName("Cisco's fragments are put together, whatever their order")
  void ciscoFragments() {
    Testbed cisco = Testbed.agreed(Policies.psk(), CISCO);
    IkeHeader header = cisco.client.requestHeader(ExchangeType.IKE_AUTH);
    Octets whole = cisco.client.seal(header, cisco.preShared());
    List<Octets> fragments = CiscoFragmentation.split(header, whole, 100);
    assertThat(fragments).hasSizeGreaterThan(2);

    fragments.reversed().forEach(cisco.headend::receive);

    assertThat(cisco.headend.authorize().isEstablished()).isTrue();
  }

  @Test
  @DisplayName("a large response leaves in Cisco's fragments where only those were announced")
  void largeResponseToCisco() {
    Testbed cisco = Testbed.agreed(LargePolicies.manyCertificates(), CISCO);

    cisco.send(ExchangeType.IKE_AUTH, Testbed.admission(Policies.ALICE));

    List<Octets> response = cisco.datagrams();
    assertThat(response).hasSizeGreaterThan(1).allMatch(datagram -> datagram.length() <= 1196);
    CiscoReassembly.Progress progress = new CiscoReassembly.Collecting(CiscoReassembly.nothing());
    for (Octets datagram : response) {
      progress = LargePolicies.collect(progress, datagram);
    }
    assertThat(progress).isInstanceOf(CiscoReassembly.Complete.class);
    Octets whole = ((CiscoReassembly.Complete) progress).datagram();
    assertThat(cisco.client.open(List.of(whole)).first(Payload.Eap.class)).isPresent();
  }

  @Test
  @DisplayName("Cisco's fragments, which anybody can send, are not kept for other clients")
  void unannouncedFragments() {
    SessionState before = testbed.headend.state();
    IkeHeader header = testbed.client.requestHeader(ExchangeType.IKE_AUTH);

    CiscoFragmentation.split(header, testbed.client.seal(header, testbed.preShared()), 100)
        .forEach(testbed.headend::receive);

    assertThat(testbed.headend.state()).isEqualTo(before);
  }
}
