package io.gatehouse.protocol.ike.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.eap.EapPacket;
import io.gatehouse.protocol.eap.anyconnect.ClientDocuments;
import io.gatehouse.protocol.eap.anyconnect.ServerDocument;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who is not let in through AnyConnect-EAP, and how she learns it. */
class AnyConnectRefusalTest {

  private final AnyConnectUser user = new AnyConnectUser();
  private final Testbed testbed = user.testbed;

  @Test
  @DisplayName("a wrong final AUTH is refused")
  void wrongFinalAuthentication() {
    user.complete();
    user.say(ClientDocuments.ack(AnyConnectUser.DEVICE));

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
    user.login();
    user.password("wrong");
    user.reject();
    assertThat(user.document())
        .isInstanceOfSatisfying(
            ServerDocument.AuthRequest.class, form -> assertThat(form.error()).isPresent());

    user.password("sesame");
    user.accept().authorize();
    assertThat(user.document()).isInstanceOf(ServerDocument.Complete.class);
    testbed.send(ExchangeType.IKE_AUTH, user.finalAuthentication()).lease();

    assertThat(testbed.headend.isEstablished()).isTrue();
  }

  @Test
  @DisplayName("three wrong passwords: an error for the user, then EAP Failure, then the end")
  void threeWrong() {
    user.login();
    for (int attempt = 0; attempt < 3; attempt++) {
      user.password("wrong");
      user.reject();
      user.document();
    }
    assertThat(user.document()).isInstanceOf(ServerDocument.Refusal.class);

    user.say(ClientDocuments.ack(AnyConnectUser.DEVICE));

    assertThat(user.code()).isEqualTo(EapPacket.Code.FAILURE);
    assertThat(testbed.answer().notify(NotifyType.AUTHENTICATION_FAILED)).isPresent();
    assertThat(testbed.headend.wake().state()).isEqualTo(new SessionState.Closed());
  }

  @Test
  @DisplayName("AUTH after the refusal gets nobody in")
  void authenticationAfterRefusal() {
    user.login();
    for (int attempt = 0; attempt < 3; attempt++) {
      user.password("wrong");
      user.reject();
      user.document();
    }

    IkeMessage response = testbed.exchange(ExchangeType.IKE_AUTH, user.finalAuthentication());

    assertThat(Testbed.refuses(response, NotifyType.INVALID_SYNTAX)).isTrue();
  }

  @Test
  @DisplayName("AAA that does not answer: an error for the user, the reason for the operator")
  void unavailable() {
    user.login();
    user.password("sesame");
    user.verdict(new AuthenticationVerdict.Unavailable("no server answered"));

    assertThat(user.document()).isInstanceOf(ServerDocument.Refusal.class);
    assertThat(testbed.headend.event(SessionEvent.Refused.class).orElseThrow().reason())
        .contains("no server answered");
    user.say(ClientDocuments.ack(AnyConnectUser.DEVICE));
    assertThat(user.code()).isEqualTo(EapPacket.Code.FAILURE);
  }

  @Test
  @DisplayName("authorization that is refused: an error for the user before complete")
  void notAuthorized() {
    user.login();
    user.password("sesame");
    user.accept();
    long id = testbed.headend.only(Decision.Authorize.class).request().id();
    testbed.headend.give(
        new Input.Authorized(id, new AuthorizationVerdict.Refused("no such group")));

    assertThat(user.document()).isInstanceOf(ServerDocument.Refusal.class);
    IkeMessage response = testbed.exchange(ExchangeType.IKE_AUTH, user.finalAuthentication());
    assertThat(Testbed.refuses(response, NotifyType.INVALID_SYNTAX)).isTrue();
  }

  @Test
  @DisplayName("an authorization is never taken for an authentication")
  void authorizationIsNoAuthentication() {
    user.login();
    user.password("sesame");
    long id = testbed.headend.only(Decision.Authenticate.class).request().id();

    testbed.headend.give(
        new Input.Authorized(
            id, new AuthorizationVerdict.Granted(Headend.authorization("confirmed"))));

    assertThat(testbed.headend.decisions()).isEmpty();
  }

  @Test
  @DisplayName("AAA's challenge becomes a form, and its answer goes back to the same server")
  void challenge() {
    user.login();
    user.password("sesame");
    AaaConversation conversation = new AaaConversation("radius", Octets.hex("01"));
    user.verdict(
        new AuthenticationVerdict.Challenged(
            Optional.of("Token:"), Optional.empty(), conversation));
    assertThat(user.document()).isInstanceOf(ServerDocument.AuthRequest.class);

    user.password("123456");

    assertThat(testbed.headend.only(Decision.Authenticate.class).request().conversation())
        .contains(conversation);
  }

  @Test
  @DisplayName(
      "an expired password: the new one goes to the server that wants it, once it is right")
  void expiredPassword() {
    user.login();
    user.password("sesame");
    AaaConversation conversation = new AaaConversation("radius", Octets.hex("01"));
    user.verdict(new AuthenticationVerdict.NewPasswordWanted(Optional.empty(), conversation));
    assertThat(((ServerDocument.AuthRequest) user.document()).message())
        .contains("Your password has expired. Choose a new one.");

    user.newPassword("open", "opened");
    assertThat(testbed.headend.decisions())
        .noneMatch(decision -> decision instanceof Decision.Authenticate);
    user.document();
    user.newPassword("open", "open");

    AuthenticationRequest request = testbed.headend.only(Decision.Authenticate.class).request();
    assertThat(request.conversation()).contains(conversation);
    assertThat(request.claim())
        .isEqualTo(new AuthenticationRequest.Claim.Password("typed", Secret.utf8("open")));
  }

  @Test
  @DisplayName("RADIUS's State does not outlive its challenge: a fresh login carries none of it")
  void challengeAbandoned() {
    user.login();
    user.password("sesame");
    user.verdict(
        new AuthenticationVerdict.Challenged(
            Optional.of("Token:"),
            Optional.empty(),
            new AaaConversation("radius", Octets.hex("01"))));
    user.document();

    user.say(ClientDocuments.init(AnyConnectUser.DEVICE));
    user.document();
    user.password("another user's password");

    assertThat(testbed.headend.only(Decision.Authenticate.class).request().conversation())
        .isEmpty();
  }

  @Test
  @DisplayName("a client that does not speak AnyConnect-EAP gets EAP Failure")
  void nak() {
    user.begin();
    testbed.send(
        ExchangeType.IKE_AUTH,
        new Payload.Eap(
            new EapPacket(
                    EapPacket.Code.RESPONSE,
                    user.identifier,
                    OptionalInt.of(EapPacket.TYPE_NAK),
                    Octets.hex("15"))
                .encode()));

    assertThat(user.code()).isEqualTo(EapPacket.Code.FAILURE);
    testbed.headend.later(Duration.ofMinutes(1));
    assertThat(testbed.headend.give(new Input.DeadlineReached(Headend.START)).state())
        .isEqualTo(new SessionState.Closed());
  }
}
