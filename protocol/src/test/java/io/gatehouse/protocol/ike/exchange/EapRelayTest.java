package io.gatehouse.protocol.ike.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.eap.EapPacket;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EapRelayTest {

  private static final int MSCHAPV2 = 26;
  private static final Secret MSK = Secret.utf8("0123456789abcdef".repeat(4));
  private static final AaaConversation CONVERSATION =
      new AaaConversation("radius", Octets.hex("5374617465"));
  private static final Octets CHALLENGE = packet(EapPacket.Code.REQUEST, 2, MSCHAPV2, "challenge");
  private static final Octets SUCCESS = EapPacket.success(2).encode();
  private static final Octets FAILURE = EapPacket.failure(2).encode();

  private final Testbed testbed = Testbed.agreed(Policies.eap(true));

  private static Octets packet(EapPacket.Code code, int identifier, int type, String data) {
    return new EapPacket(code, identifier, OptionalInt.of(type), Octets.utf8(data)).encode();
  }

  private static Payload response(int identifier, int type, String data) {
    return new Payload.Eap(packet(EapPacket.Code.RESPONSE, identifier, type, data));
  }

  /** Until RADIUS has the client's identity. */
  private Testbed identified(String claimed) {
    testbed.send(ExchangeType.IKE_AUTH, Testbed.admission(Policies.ALICE));
    testbed.send(ExchangeType.IKE_AUTH, response(0, EapPacket.TYPE_IDENTITY, claimed));
    return testbed;
  }

  /** Until RADIUS has the client's response to its challenge. */
  private Testbed challenged() {
    identified("claimed");
    verdict(
        new AuthenticationVerdict.Challenged(
            Optional.empty(), Optional.of(CHALLENGE), CONVERSATION));
    testbed.send(ExchangeType.IKE_AUTH, response(2, MSCHAPV2, "answer"));
    return testbed;
  }

  private Headend verdict(AuthenticationVerdict verdict) {
    long id = testbed.headend.only(Decision.Authenticate.class).request().id();
    return testbed.headend.give(new Input.Authenticated(id, verdict));
  }

  private static AuthenticationVerdict accepted(Optional<Secret> key, Octets packet) {
    return new AuthenticationVerdict.Accepted(
        Headend.authorization("confirmed"), key, Optional.of(packet));
  }

  @Test
  @DisplayName("the first response proves the headend, before any EAP")
  void provesItself() {
    IkeMessage first = testbed.exchange(ExchangeType.IKE_AUTH, Testbed.admission(Policies.ALICE));

    assertThat(
            testbed.client.trusts(
                first.first(Payload.IdentificationResponder.class).orElseThrow().identification(),
                first.first(Payload.Authentication.class).orElseThrow(),
                TestCertificates.HEADEND))
        .isTrue();
    assertThat(first.first(Payload.Eap.class)).isPresent();
  }

  @Test
  @DisplayName("EAP goes through to RADIUS and back, and the MSK makes both AUTH payloads")
  void relays() {
    challenged();
    verdict(accepted(Optional.of(MSK), SUCCESS));
    assertThat(testbed.answer().first(Payload.Eap.class).orElseThrow().packet()).isEqualTo(SUCCESS);

    testbed.send(ExchangeType.IKE_AUTH, testbed.client.sharedKey(Policies.ALICE, MSK));
    testbed.headend.authorize(Headend.authorization("confirmed"));

    IkeMessage last = testbed.answer();
    assertThat(
            testbed.client.trusts(
                Policies.eap(true).profiles().getFirst().localIdentity().orElseThrow(),
                last.first(Payload.Authentication.class).orElseThrow(),
                MSK))
        .isTrue();
    assertThat(last.first(Payload.SecurityAssociation.class)).isPresent();
    assertThat(testbed.headend.isEstablished()).isTrue();
  }

  @Test
  @DisplayName(
      "CVE-2026-78134: the authenticated name is the one AAA confirmed, not the claimed one")
  void confirmedName() {
    challenged();
    verdict(accepted(Optional.of(MSK), SUCCESS));
    testbed.send(ExchangeType.IKE_AUTH, testbed.client.sharedKey(Policies.ALICE, MSK));

    assertThat(testbed.headend.only(Decision.Authorize.class).request().authenticated().userName())
        .isEqualTo("confirmed");
    testbed.headend.authorize(Headend.authorization("confirmed"));
    assertThat(testbed.headend.established().participants().userName()).isEqualTo("confirmed");
  }

  @Test
  @DisplayName("a method without a key is completed with SK_p")
  void withoutKey() {
    challenged();
    verdict(accepted(Optional.empty(), SUCCESS));

    testbed.send(
        ExchangeType.IKE_AUTH,
        testbed.client.sharedKey(Policies.ALICE, testbed.client.ikeSa().keys().skPi()));

    assertThat(testbed.headend.authorize().isEstablished()).isTrue();
  }

  @Test
  @DisplayName("AUTH after EAP with another key is refused")
  void wrongFinalAuthentication() {
    challenged();
    verdict(accepted(Optional.of(MSK), SUCCESS));

    IkeMessage response =
        testbed.exchange(
            ExchangeType.IKE_AUTH,
            testbed.client.sharedKey(Policies.ALICE, testbed.client.ikeSa().keys().skPi()));

    assertThat(Testbed.refuses(response, NotifyType.AUTHENTICATION_FAILED)).isTrue();
    assertThat(testbed.headend.all(Decision.Authorize.class)).isEmpty();
  }

  @Test
  @DisplayName("AUTH that is missing after EAP is refused")
  void missingFinalAuthentication() {
    challenged();
    verdict(accepted(Optional.of(MSK), SUCCESS));

    assertThat(
            Testbed.refuses(
                testbed.exchange(ExchangeType.IKE_AUTH, List.of()), NotifyType.INVALID_SYNTAX))
        .isTrue();
  }

  @Test
  @DisplayName("AUTH instead of EAP gets nobody in")
  void authenticationTooEarly() {
    testbed.send(ExchangeType.IKE_AUTH, Testbed.admission(Policies.ALICE));

    IkeMessage response =
        testbed.exchange(
            ExchangeType.IKE_AUTH,
            testbed.client.sharedKey(Policies.ALICE, testbed.client.ikeSa().keys().skPi()));

    assertThat(Testbed.refuses(response, NotifyType.INVALID_SYNTAX)).isTrue();
  }

  @Test
  @DisplayName("an Access-Accept before any method was run is no authentication")
  void acceptedWithoutConversation() {
    identified("alice");
    verdict(accepted(Optional.of(MSK), SUCCESS));

    assertThat(Testbed.refuses(testbed.answer(), NotifyType.AUTHENTICATION_FAILED)).isTrue();
  }

  @Test
  @DisplayName("EAP Success does not get to the client with an Access-Challenge")
  void successInChallenge() {
    identified("alice");
    verdict(
        new AuthenticationVerdict.Challenged(Optional.empty(), Optional.of(SUCCESS), CONVERSATION));

    assertThat(Testbed.refuses(testbed.answer(), NotifyType.AUTHENTICATION_FAILED)).isTrue();
  }

  @Test
  @DisplayName("EAP Success does not get to the client with an Access-Reject")
  void successInReject() {
    challenged();
    verdict(new AuthenticationVerdict.Rejected(Optional.empty(), Optional.of(SUCCESS)));

    assertThat(Testbed.refuses(testbed.answer(), NotifyType.AUTHENTICATION_FAILED)).isTrue();
  }

  @Test
  @DisplayName("an Access-Accept whose EAP packet says something else is no authentication")
  void acceptWithFailure() {
    challenged();
    verdict(accepted(Optional.of(MSK), FAILURE));

    assertThat(Testbed.refuses(testbed.answer(), NotifyType.AUTHENTICATION_FAILED)).isTrue();
  }

  @Test
  @DisplayName("EAP Failure gets to the client")
  void rejected() {
    identified("alice\nforged line");
    verdict(new AuthenticationVerdict.Rejected(Optional.empty(), Optional.of(FAILURE)));

    assertThat(testbed.answer().first(Payload.Eap.class).orElseThrow().packet()).isEqualTo(FAILURE);
    assertThat(testbed.headend.event(SessionEvent.Refused.class).orElseThrow().reason())
        .doesNotContain("\n");
    assertThat(testbed.headend.wake().state()).isEqualTo(new SessionState.Closed());
  }

  @Test
  @DisplayName("AUTHENTICATION_FAILED when no RADIUS server answers")
  void unavailable() {
    identified("alice");
    verdict(new AuthenticationVerdict.Unavailable("no server answered"));

    assertThat(Testbed.refuses(testbed.answer(), NotifyType.AUTHENTICATION_FAILED)).isTrue();
  }

  @Test
  @DisplayName("a retransmission while RADIUS is thinking does not ask it twice")
  void doesNotAskTwice() {
    testbed.send(ExchangeType.IKE_AUTH, Testbed.admission(Policies.ALICE));
    Octets request =
        testbed.client.request(
            ExchangeType.IKE_AUTH, response(0, EapPacket.TYPE_IDENTITY, "alice"));
    testbed.headend.receive(request);

    assertThat(testbed.headend.receive(request).decisions()).isEmpty();
  }

  @Test
  @DisplayName("without query-identity IDi is the identity, and RADIUS's challenge comes first")
  void withoutIdentityRequest() {
    Testbed direct = Testbed.agreed(Policies.eap(false));
    direct.send(ExchangeType.IKE_AUTH, Testbed.admission(Policies.ALICE));
    AuthenticationRequest asked = direct.headend.only(Decision.Authenticate.class).request();
    direct.headend.give(
        new Input.Authenticated(
            asked.id(),
            new AuthenticationVerdict.Challenged(
                Optional.empty(), Optional.of(CHALLENGE), CONVERSATION)));

    assertThat(asked.claim())
        .isEqualTo(
            new AuthenticationRequest.Claim.EapResponse(
                "alice.example.com",
                packet(EapPacket.Code.RESPONSE, 0, EapPacket.TYPE_IDENTITY, "alice.example.com")));
    assertThat(direct.answer().first(Payload.Authentication.class)).isPresent();
    assertThat(direct.answer().first(Payload.Eap.class).orElseThrow().packet())
        .isEqualTo(CHALLENGE);
  }

  @Test
  @DisplayName("the number of rounds has an end, whatever RADIUS wants")
  void endless() {
    challenged();
    for (int round = 0;
        round < 200 && !testbed.headend.all(Decision.Authenticate.class).isEmpty();
        round++) {
      verdict(
          new AuthenticationVerdict.Challenged(
              Optional.empty(), Optional.of(CHALLENGE), CONVERSATION));
      testbed.send(ExchangeType.IKE_AUTH, response(2, MSCHAPV2, "answer"));
    }

    assertThat(Testbed.refuses(testbed.answer(), NotifyType.AUTHENTICATION_FAILED)).isTrue();
  }
}
