package io.gatehouse.protocol.ike.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.eap.EapPacket;
import io.gatehouse.protocol.eap.anyconnect.AnyConnectEap;
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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AnyConnectExchangeTest {

  private final AnyConnectUser user = new AnyConnectUser();
  private final Testbed testbed = user.testbed;

  @Test
  @DisplayName("the whole dialogue: hello, init, form, password, complete, ack, Success, AUTH")
  void dialogue() {
    assertThat(user.begin()).isInstanceOf(ServerDocument.Hello.class);
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
    user.say(ClientDocuments.init(AnyConnectUser.DEVICE));
    assertThat(user.document()).isInstanceOf(ServerDocument.AuthRequest.class);
    user.password("sesame");
    assertThat(testbed.headend.only(Decision.Authenticate.class).request().claim())
        .isEqualTo(new AuthenticationRequest.Claim.Password("typed", Secret.utf8("sesame")));
    user.accept().authorize(Headend.authorization("confirmed"));
    assertThat(user.document()).isInstanceOf(ServerDocument.Complete.class);
    user.say(ClientDocuments.ack(AnyConnectUser.DEVICE));
    assertThat(user.code()).isEqualTo(EapPacket.Code.SUCCESS);
    testbed.send(ExchangeType.IKE_AUTH, user.finalAuthentication()).lease();

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
    user.complete();

    testbed.send(ExchangeType.IKE_AUTH, user.finalAuthentication()).lease();

    assertThat(testbed.headend.isEstablished()).isTrue();
  }

  @Test
  @DisplayName("AUTH before the password was checked gets nobody in")
  void authenticationTooEarly() {
    user.login();

    IkeMessage response = testbed.exchange(ExchangeType.IKE_AUTH, user.finalAuthentication());

    assertThat(Testbed.refuses(response, NotifyType.INVALID_SYNTAX)).isTrue();
  }

  @Test
  @DisplayName("AUTH after a login that began anew gets nobody in")
  void authenticationAfterRestart() {
    user.complete();
    user.say(ClientDocuments.init(AnyConnectUser.DEVICE));

    IkeMessage response = testbed.exchange(ExchangeType.IKE_AUTH, user.finalAuthentication());

    assertThat(Testbed.refuses(response, NotifyType.INVALID_SYNTAX)).isTrue();
  }

  @Test
  @DisplayName("a user who types has more time than a client that thinks, and AAA has as much")
  void deadlines() {
    user.begin();
    assertThat(testbed.headend.deadline()).isEqualTo(Headend.START.plus(Policies.HALF_OPEN));
    user.say(ClientDocuments.init(AnyConnectUser.DEVICE));
    assertThat(testbed.headend.deadline()).isEqualTo(Headend.START.plus(Policies.PROMPT));
    user.document();
    testbed.headend.later(Policies.PROMPT.minusSeconds(1));
    user.password("sesame");

    assertThat(testbed.headend.deadline()).isEqualTo(testbed.headend.now().plus(Policies.PROMPT));
  }

  @Test
  @DisplayName(
      "a push to the user's telephone takes two minutes: RADIUS is asked once, and waited for")
  void push() {
    user.login();
    LinkedHashMap<String, Secret> answers = new LinkedHashMap<>();
    answers.put("username", Secret.utf8("alice"));
    answers.put("password", Secret.utf8("sesame"));
    Octets request =
        testbed.client.request(
            ExchangeType.IKE_AUTH,
            new Payload.Eap(
                AnyConnectEap.Message.ofXml(
                        EapPacket.Code.RESPONSE,
                        user.identifier,
                        ClientDocuments.authReply(AnyConnectUser.DEVICE, answers))
                    .encode()));
    testbed.headend.receive(request);
    long asked = testbed.headend.only(Decision.Authenticate.class).request().id();
    for (int second = 0; second < 120; second += 10) {
      testbed.headend.later(Duration.ofSeconds(10));
      assertThat(testbed.headend.receive(request).decisions()).isEmpty();
    }

    testbed.headend.give(
        new Input.Authenticated(
            asked,
            new AuthenticationVerdict.Accepted(
                Headend.authorization("alice"), Optional.empty(), Optional.empty())));

    assertThat(testbed.headend.only(Decision.Authorize.class).request().authenticated().userName())
        .isEqualTo("alice");
  }

  @Test
  @DisplayName("a client that goes silent in the dialogue is forgotten at the deadline")
  void silent() {
    user.login();

    assertThat(testbed.headend.wake().state()).isEqualTo(new SessionState.Closed());
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
