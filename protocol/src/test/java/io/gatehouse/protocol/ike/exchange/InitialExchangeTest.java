package io.gatehouse.protocol.ike.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.IkeHeader;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.message.TransformType;
import io.gatehouse.protocol.octets.Octets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InitialExchangeTest {

  private final Testbed testbed = new Testbed(Policies.psk());
  private final ScriptedClient client = testbed.client;

  @Test
  @DisplayName("IKEv2.SGW.R.1.1.1.1: IKE_SA_INIT is answered with SA, KE, Nonce and NAT detection")
  void answers() {
    IkeMessage response = client.agreed(testbed.sentInTheClear(client.initial()));

    assertThat(response.header().messageId()).isZero();
    assertThat(response.header().response()).isTrue();
    assertThat(response.header().initiator()).isFalse();
    assertThat(response.header().initiatorSpi()).isEqualTo(ScriptedClient.SPI);
    assertThat(response.header().responderSpi()).isEqualTo(Headend.MINT.ikeSpi(0));
    assertThat(response.first(Payload.Nonce.class)).isPresent();
    assertThat(response.notify(NotifyType.NAT_DETECTION_SOURCE_IP)).isPresent();
    assertThat(response.notify(NotifyType.NAT_DETECTION_DESTINATION_IP)).isPresent();
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.1.2.1: a retransmitted IKE_SA_INIT gets identical octets")
  void repeats() {
    Octets request = client.initial();
    Octets first = testbed.sentInTheClear(request);

    assertThat(testbed.sentInTheClear(request)).isEqualTo(first);
  }

  @Test
  @DisplayName("another IKE_SA_INIT with the same SPI does not disturb a half-open session")
  void ignoresAnother() {
    testbed.sentInTheClear(client.initial());
    SessionState before = testbed.headend.state();

    assertThat(testbed.headend.receive(client.initial()).isSilent()).isTrue();
    assertThat(testbed.headend.state()).isEqualTo(before);
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.1.4.1: a higher minor version is served, and answered with 2.0")
  void higherMinorVersion() {
    IkeHeader header =
        new IkeHeader(
            ScriptedClient.SPI, 0, 2, 5, ExchangeType.IKE_SA_INIT.number(), true, false, false, 0);
    Octets request =
        client.initial(
            header, client.initialPayloads(List.of(Policies.IKE), KeyExchangeMethod.CURVE25519));

    IkeMessage response = client.agreed(testbed.sentInTheClear(request));

    assertThat(response.header().minorVersion()).isZero();
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.1.4.2: what is of another major version does not begin a session")
  void higherMajorVersion() {
    byte[] datagram = client.initial().toArray();
    datagram[17] = 0x30;

    assertThat(testbed.headend.receive(Octets.owned(datagram)).state())
        .isEqualTo(new SessionState.Closed());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 32, 49, 255})
  @DisplayName("IKEv2.SGW.R.1.1.4.3: unknown payloads that are not critical are skipped")
  void unknownPayload(int type) {
    Octets request = client.initial(new Payload.Unknown(type, false, Octets.hex("0102")));

    assertThat(client.agreed(testbed.sentInTheClear(request)).header().response()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 32, 49, 255})
  @DisplayName("IKEv2.SGW.R.1.1.4.4: unknown critical payloads are named and refused")
  void unknownCriticalPayload(int type) {
    Octets request = client.initial(new Payload.Unknown(type, true, Octets.hex("0102")));

    IkeMessage response = ScriptedClient.inTheClear(testbed.sentInTheClear(request));

    assertThat(response.notify(NotifyType.UNSUPPORTED_CRITICAL_PAYLOAD).orElseThrow().data())
        .isEqualTo(Octets.owned(new byte[] {(byte) type}));
    assertThat(testbed.headend.state()).isEqualTo(new SessionState.Closed());
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.1.4.5: payloads may come in any order")
  void anyOrder() {
    List<Payload> payloads =
        client.initialPayloads(List.of(Policies.IKE), KeyExchangeMethod.CURVE25519);

    assertThat(client.agreed(testbed.sentInTheClear(client.initial(payloads.reversed()))))
        .isNotNull();
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.1.6.1: one of several transforms is chosen")
  void severalTransforms() {
    IkeMessage response = client.agreed(testbed.sentInTheClear(client.initial()));

    assertThat(
            response
                .first(Payload.SecurityAssociation.class)
                .orElseThrow()
                .proposals()
                .getFirst()
                .transforms())
        .hasSize(3)
        .filteredOn(transform -> transform.is(TransformType.ENCR))
        .singleElement()
        .satisfies(transform -> assertThat(transform.keyLength()).hasValue(256));
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.1.6.2: one of several proposals is chosen, under its number")
  void severalProposals() {
    Octets request =
        client.initial(List.of(Policies.IKE_CBC, Policies.IKE), KeyExchangeMethod.CURVE25519);

    IkeMessage response = client.agreed(testbed.sentInTheClear(request));

    assertThat(response.first(Payload.SecurityAssociation.class).orElseThrow().proposals())
        .singleElement()
        .satisfies(proposal -> assertThat(proposal.number()).isEqualTo(2));
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.1.6.7: INVALID_KE_PAYLOAD names the group, and keeps nothing")
  void invalidKeyExchange() {
    Octets request = client.initial(List.of(Policies.IKE), KeyExchangeMethod.MODP_2048);

    IkeMessage response = ScriptedClient.inTheClear(testbed.sentInTheClear(request));

    assertThat(response.notify(NotifyType.INVALID_KE_PAYLOAD).orElseThrow().data())
        .isEqualTo(Octets.hex("001f"));
    assertThat(response.header().responderSpi()).isZero();
    assertThat(testbed.headend.state()).isEqualTo(new SessionState.Closed());
  }

  @Test
  @DisplayName("NO_PROPOSAL_CHOSEN when nothing that is offered is acceptable")
  void noProposalChosen() {
    List<Payload> payloads =
        new ArrayList<>(
            client.initialPayloads(List.of(Policies.IKE), KeyExchangeMethod.CURVE25519));
    payloads.set(0, Wishes.firstEsp());

    IkeMessage response =
        ScriptedClient.inTheClear(testbed.sentInTheClear(client.initial(payloads)));

    assertThat(Testbed.refuses(response, NotifyType.NO_PROPOSAL_CHOSEN)).isTrue();
    assertThat(testbed.headend.event(SessionEvent.Refused.class)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  @DisplayName("INVALID_SYNTAX when SA, KE or Nonce is missing")
  void missingPayload(int index) {
    List<Payload> payloads =
        new ArrayList<>(
            client.initialPayloads(List.of(Policies.IKE), KeyExchangeMethod.CURVE25519));
    payloads.remove(index);

    IkeMessage response =
        ScriptedClient.inTheClear(testbed.sentInTheClear(client.initial(payloads)));

    assertThat(Testbed.refuses(response, NotifyType.INVALID_SYNTAX)).isTrue();
  }

  @Test
  @DisplayName("INVALID_SYNTAX when the public value has another length than its group")
  void impossiblePublicValue() {
    List<Payload> payloads =
        new ArrayList<>(
            client.initialPayloads(List.of(Policies.IKE), KeyExchangeMethod.CURVE25519));
    payloads.set(1, new Payload.KeyExchange(KeyExchangeMethod.CURVE25519.id(), Octets.hex("09")));

    IkeMessage response =
        ScriptedClient.inTheClear(testbed.sentInTheClear(client.initial(payloads)));

    assertThat(Testbed.refuses(response, NotifyType.INVALID_SYNTAX)).isTrue();
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.1.11.1: RESERVED fields that are not zero are ignored")
  void reservedFields() {
    byte[] datagram = client.initial().toArray();
    datagram[29] |= 0x7f; // Of the first generic header, behind the critical bit.

    assertThat(client.agreed(testbed.sentInTheClear(client.initialAs(Octets.owned(datagram)))))
        .isNotNull();
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.1.11.2: the version flag is ignored")
  void versionFlag() {
    byte[] datagram = client.initial().toArray();
    datagram[19] |= 0x10;

    IkeMessage response =
        client.agreed(testbed.sentInTheClear(client.initialAs(Octets.owned(datagram))));

    assertThat(response.header().higherVersion()).isFalse();
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.1.11.3: a message with the response flag begins nothing")
  void responseFlag() {
    byte[] datagram = client.initial().toArray();
    datagram[19] |= 0x20;

    assertThat(testbed.headend.receive(Octets.owned(datagram)).isSilent()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {40963, 65535, 16383, 8192})
  @DisplayName("IKEv2.SGW.R.1.1.11.4-5: unknown notifies, of errors and of status, are ignored")
  void unknownNotify(int type) {
    Octets request =
        client.initial(new Payload.Notify(0, Octets.empty(), type, Octets.hex("0102")));

    assertThat(client.agreed(testbed.sentInTheClear(request))).isNotNull();
  }

  @Test
  @DisplayName("an AnyConnect client's Configuration payload in the clear is ignored")
  void configurationInTheClear() {
    Octets request = client.initial(Wishes.configuration(28672));

    IkeMessage response = client.agreed(testbed.sentInTheClear(request));

    assertThat(response.first(Payload.Configuration.class)).isEmpty();
  }

  @Test
  @DisplayName("Cisco's vendor ids go to clients that sent one, and to no other")
  void vendorIds() {
    IkeMessage plain = client.agreed(testbed.sentInTheClear(client.initial()));
    Testbed cisco = new Testbed(Policies.psk());
    IkeMessage toCisco =
        cisco.client.agreed(
            cisco.sentInTheClear(
                cisco.client.initial(new Payload.VendorId(CiscoVendorIds.ANYCONNECT_EAP))));

    assertThat(plain.all(Payload.VendorId.class)).isEmpty();
    assertThat(toCisco.all(Payload.VendorId.class).map(Payload.VendorId::data))
        .contains(
            CiscoVendorIds.COPYRIGHT, CiscoVendorIds.FRAGMENTATION, CiscoVendorIds.ANYCONNECT_EAP);
  }
}
