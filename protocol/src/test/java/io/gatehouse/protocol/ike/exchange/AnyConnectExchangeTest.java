package io.gatehouse.protocol.ike.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.eap.EapPacket;
import io.gatehouse.protocol.eap.anyconnect.AnyConnectEap;
import io.gatehouse.protocol.eap.anyconnect.ClientDevice;
import io.gatehouse.protocol.eap.anyconnect.ClientDocuments;
import io.gatehouse.protocol.eap.anyconnect.ServerDocument;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AnyConnectExchangeTest {

  private static final ClientDevice DEVICE =
      new ClientDevice(
          Optional.of("5.1.2.42"), Optional.of("linux-64"), Optional.empty(), Optional.empty());

  private final Testbed testbed =
      Testbed.agreed(
          Policies.anyConnect(),
          new Payload.VendorId(CiscoVendorIds.ANYCONNECT_EAP),
          new Payload.VendorId(CiscoVendorIds.FRAGMENTATION));
  private int identifier;

  private ServerDocument begin() {
    List<Payload> payloads =
        Testbed.admission(
            Policies.ANYCONNECT,
            new Payload.VendorId(Octets.hex("00".repeat(20))),
            new Payload.Notify(0, Octets.empty(), 40963, Octets.hex("01")),
            Wishes.address());
    testbed.send(ExchangeType.IKE_AUTH, payloads);
    return document();
  }

  /** The document that the headend has just sent. */
  private ServerDocument document() {
    Octets packet = eap();
    AnyConnectEap.Message message = (AnyConnectEap.Message) AnyConnectEap.decode(packet);
    identifier = message.identifier();
    return ServerDocument.parse(message.xml().orElseThrow()).orElseThrow();
  }

  private Octets eap() {
    return testbed.answer().first(Payload.Eap.class).orElseThrow().packet();
  }

  private Headend say(Octets document) {
    return testbed.send(
        ExchangeType.IKE_AUTH,
        new Payload.Eap(
            AnyConnectEap.Message.ofXml(EapPacket.Code.RESPONSE, identifier, document).encode()));
  }

  private ServerDocument login() {
    begin();
    say(ClientDocuments.init(DEVICE));
    return document();
  }

  private Headend password(String password) {
    LinkedHashMap<String, Secret> answers = new LinkedHashMap<>();
    answers.put("username", Secret.utf8("typed"));
    answers.put("password", Secret.utf8(password));
    return say(ClientDocuments.authReply(DEVICE, answers));
  }

  private Headend verdict(AuthenticationVerdict verdict) {
    long id = testbed.headend.only(Decision.Authenticate.class).request().id();
    return testbed.headend.give(new Input.Authenticated(id, verdict));
  }

  private Headend accept() {
    return verdict(
        new AuthenticationVerdict.Accepted(
            Headend.authorization("confirmed"), Optional.empty(), Optional.empty()));
  }

  private Headend reject() {
    return verdict(new AuthenticationVerdict.Rejected(Optional.empty(), Optional.empty()));
  }

  private ServerDocument complete() {
    login();
    password("sesame");
    accept().authorize(Headend.authorization("confirmed"));
    return document();
  }

  private Payload finalAuthentication() {
    return testbed.client.sharedKey(Policies.ANYCONNECT, testbed.client.ikeSa().keys().skPi());
  }

  private EapPacket.Code code() {
    return EapPacket.decode(eap()).orElseThrow().code();
  }

  @Test
  @DisplayName("the whole dialogue: hello, init, form, password, complete, ack, Success, AUTH")
  void dialogue() {
    assertThat(begin()).isInstanceOf(ServerDocument.Hello.class);
    assertThat(
            testbed.client.trusts(
                testbed
                    .answer()
                    .first(Payload.IdentificationResponder.class)
                    .orElseThrow()
                    .identification(),
                testbed.answer().first(Payload.Authentication.class).orElseThrow(),
                TestCertificates.HEADEND))
        .isTrue();
    say(ClientDocuments.init(DEVICE));
    assertThat(document()).isInstanceOf(ServerDocument.AuthRequest.class);
    password("sesame");
    assertThat(testbed.headend.only(Decision.Authenticate.class).request().claim())
        .isEqualTo(new AuthenticationRequest.Claim.Password("typed", Secret.utf8("sesame")));
    accept().authorize(Headend.authorization("confirmed"));
    assertThat(document()).isInstanceOf(ServerDocument.Complete.class);
    say(ClientDocuments.ack(DEVICE));
    assertThat(code()).isEqualTo(EapPacket.Code.SUCCESS);
    testbed.send(ExchangeType.IKE_AUTH, finalAuthentication()).lease();

    IkeMessage last = testbed.answer();
    assertThat(
            testbed.client.trusts(
                Policies.anyConnect().profiles().getFirst().localIdentity().orElseThrow(),
                last.first(Payload.Authentication.class).orElseThrow(),
                testbed.client.ikeSa().keys().skPr()))
        .isTrue();
    assertThat(last.first(Payload.Configuration.class)).isPresent();
    assertThat(testbed.headend.established().participants().userName()).isEqualTo("confirmed");
    assertThat(testbed.headend.established().participants().client())
        .isEqualTo(Policies.ANYCONNECT);
  }

  @Test
  @DisplayName("AUTH straight after complete, without ack, is accepted")
  void withoutAck() {
    complete();

    testbed.send(ExchangeType.IKE_AUTH, finalAuthentication()).lease();

    assertThat(testbed.headend.isEstablished()).isTrue();
  }

  @Test
  @DisplayName("AUTH before the password was checked gets nobody in")
  void authenticationTooEarly() {
    login();

    IkeMessage response = testbed.exchange(ExchangeType.IKE_AUTH, finalAuthentication());

    assertThat(Testbed.refuses(response, NotifyType.INVALID_SYNTAX)).isTrue();
  }

  @Test
  @DisplayName("AUTH after a login that began anew gets nobody in")
  void authenticationAfterRestart() {
    complete();
    say(ClientDocuments.init(DEVICE));

    IkeMessage response = testbed.exchange(ExchangeType.IKE_AUTH, finalAuthentication());

    assertThat(Testbed.refuses(response, NotifyType.INVALID_SYNTAX)).isTrue();
  }

  @Test
  @DisplayName("a wrong final AUTH is refused")
  void wrongFinalAuthentication() {
    complete();
    say(ClientDocuments.ack(DEVICE));

    IkeMessage response =
        testbed.exchange(
            ExchangeType.IKE_AUTH,
            testbed.client.sharedKey(Policies.ANYCONNECT, Secret.utf8("another")));

    assertThat(Testbed.refuses(response, NotifyType.AUTHENTICATION_FAILED)).isTrue();
    assertThat(testbed.headend.event(SessionEvent.Refused.class)).isPresent();
  }

  @Test
  @DisplayName("a wrong password, then the right one")
  void wrongThenRight() {
    login();
    password("wrong");
    reject();
    assertThat(document())
        .isInstanceOfSatisfying(
            ServerDocument.AuthRequest.class, form -> assertThat(form.error()).isPresent());

    password("sesame");
    accept().authorize();
    assertThat(document()).isInstanceOf(ServerDocument.Complete.class);
    testbed.send(ExchangeType.IKE_AUTH, finalAuthentication()).lease();

    assertThat(testbed.headend.isEstablished()).isTrue();
  }

  @Test
  @DisplayName("three wrong passwords: an error for the user, then EAP Failure, then the end")
  void threeWrong() {
    login();
    for (int attempt = 0; attempt < 3; attempt++) {
      password("wrong");
      reject();
      document();
    }
    assertThat(document()).isInstanceOf(ServerDocument.Refusal.class);

    say(ClientDocuments.ack(DEVICE));

    assertThat(code()).isEqualTo(EapPacket.Code.FAILURE);
    assertThat(testbed.answer().notify(NotifyType.AUTHENTICATION_FAILED)).isPresent();
    assertThat(testbed.headend.wake().state()).isEqualTo(new SessionState.Closed());
  }

  @Test
  @DisplayName("AUTH after the refusal gets nobody in")
  void authenticationAfterRefusal() {
    login();
    for (int attempt = 0; attempt < 3; attempt++) {
      password("wrong");
      reject();
      document();
    }

    IkeMessage response = testbed.exchange(ExchangeType.IKE_AUTH, finalAuthentication());

    assertThat(Testbed.refuses(response, NotifyType.INVALID_SYNTAX)).isTrue();
  }

  @Test
  @DisplayName("AAA that does not answer: an error for the user, the reason for the operator")
  void unavailable() {
    login();
    password("sesame");
    verdict(new AuthenticationVerdict.Unavailable("no server answered"));

    assertThat(document()).isInstanceOf(ServerDocument.Refusal.class);
    assertThat(testbed.headend.event(SessionEvent.Refused.class).orElseThrow().reason())
        .contains("no server answered");
    say(ClientDocuments.ack(DEVICE));
    assertThat(code()).isEqualTo(EapPacket.Code.FAILURE);
  }

  @Test
  @DisplayName("authorization that is refused: an error for the user before complete")
  void notAuthorized() {
    login();
    password("sesame");
    accept();
    long id = testbed.headend.only(Decision.Authorize.class).request().id();
    testbed.headend.give(
        new Input.Authorized(id, new AuthorizationVerdict.Refused("no such group")));

    assertThat(document()).isInstanceOf(ServerDocument.Refusal.class);
    IkeMessage response = testbed.exchange(ExchangeType.IKE_AUTH, finalAuthentication());
    assertThat(Testbed.refuses(response, NotifyType.INVALID_SYNTAX)).isTrue();
  }

  @Test
  @DisplayName("an authorization is never taken for an authentication")
  void authorizationIsNoAuthentication() {
    login();
    password("sesame");
    long id = testbed.headend.only(Decision.Authenticate.class).request().id();

    testbed.headend.give(
        new Input.Authorized(
            id, new AuthorizationVerdict.Granted(Headend.authorization("confirmed"))));

    assertThat(testbed.headend.decisions()).isEmpty();
  }

  @Test
  @DisplayName("AAA's challenge becomes a form, and its answer goes back to the same server")
  void challenge() {
    login();
    password("sesame");
    AaaConversation conversation = new AaaConversation("radius", Octets.hex("01"));
    verdict(
        new AuthenticationVerdict.Challenged(
            Optional.of("Token:"), Optional.empty(), conversation));
    assertThat(document()).isInstanceOf(ServerDocument.AuthRequest.class);

    password("123456");

    assertThat(testbed.headend.only(Decision.Authenticate.class).request().conversation())
        .contains(conversation);
  }

  @Test
  @DisplayName("a user who types has more time than a client that thinks, and AAA has as much")
  void deadlines() {
    begin();
    assertThat(testbed.headend.deadline()).isEqualTo(Headend.START.plus(Policies.HALF_OPEN));
    say(ClientDocuments.init(DEVICE));
    assertThat(testbed.headend.deadline()).isEqualTo(Headend.START.plus(Policies.PROMPT));
    document();
    testbed.headend.later(Policies.PROMPT.minusSeconds(1));
    password("sesame");

    assertThat(testbed.headend.deadline()).isEqualTo(testbed.headend.now().plus(Policies.PROMPT));
  }

  @Test
  @DisplayName("a client that goes silent in the dialogue is forgotten at the deadline")
  void silent() {
    login();

    assertThat(testbed.headend.wake().state()).isEqualTo(new SessionState.Closed());
  }

  @Test
  @DisplayName("a client that does not speak AnyConnect-EAP gets EAP Failure")
  void nak() {
    begin();
    testbed.send(
        ExchangeType.IKE_AUTH,
        new Payload.Eap(
            new EapPacket(
                    EapPacket.Code.RESPONSE,
                    identifier,
                    OptionalInt.of(EapPacket.TYPE_NAK),
                    Octets.hex("15"))
                .encode()));

    assertThat(code()).isEqualTo(EapPacket.Code.FAILURE);
    testbed.headend.later(Duration.ofMinutes(1));
    assertThat(testbed.headend.give(new Input.DeadlineReached(Headend.START)).state())
        .isEqualTo(new SessionState.Closed());
  }

  @Test
  @DisplayName("a password that came in fragments is not printed with the session")
  void fragmentsAreNotPrinted() {
    Testbed fragmenting =
        Testbed.agreed(
            Policies.anyConnect(), Wishes.notify(NotifyType.IKEV2_FRAGMENTATION_SUPPORTED));
    List<Octets> fragments =
        fragmenting.client.inFragments(
            fragmenting.client.requestHeader(ExchangeType.IKE_AUTH),
            List.of(new Payload.VendorId(Octets.utf8("sesame".repeat(60)))),
            200);

    fragmenting.headend.receive(fragments.getFirst());

    assertThat(((HalfOpen) fragmenting.headend.state()).fragments())
        .isNotEqualTo(Fragments.none())
        .asString()
        .doesNotContain(Octets.utf8("sesame").hex());
  }
}
