package io.gatehouse.protocol.ike.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.accounting.AccountingRecord;
import io.gatehouse.protocol.accounting.AccountingTerms;
import io.gatehouse.protocol.eap.EapPacket;
import io.gatehouse.protocol.eap.anyconnect.ClientDocuments;
import io.gatehouse.protocol.eap.anyconnect.ServerDocument;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.policy.Authorization;
import io.gatehouse.protocol.ike.policy.Credential;
import io.gatehouse.protocol.ike.policy.ResponderPolicy;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** AnyConnect-EAP with the certificate of the client's device. */
class DeviceCertificateTest {

  private static final ResponderPolicy DOUBLE = Policies.device(false);
  private static final ResponderPolicy ALONE = Policies.device(true);

  static Stream<Credential> devices() {
    return Stream.of(TestCertificates.RSA_DEVICE, TestCertificates.EC_DEVICE);
  }

  @ParameterizedTest
  @MethodSource("devices")
  @DisplayName("the certificate, then the password; the session keeps who both were")
  void certificateAndPassword(Credential device) {
    AnyConnectUser user = new AnyConnectUser(DOUBLE);
    assertThat(user.introduce()).isInstanceOf(ServerDocument.CertificateRequest.class);
    user.show(device);
    assertThat(user.document()).isInstanceOf(ServerDocument.AuthRequest.class);
    user.password("sesame");
    user.accept();
    AuthorizationRequest request = user.testbed.headend.only(Decision.Authorize.class).request();
    assertThat(request.method()).isEqualTo(AuthorizationRequest.Method.ANYCONNECT_EAP);
    assertThat(request.certificate()).contains(device.chain().getFirst());
    assertThat(request.authenticated().userName()).isEqualTo("confirmed");
    user.testbed.headend.authorize(Headend.authorization("confirmed"));
    assertThat(user.document()).isInstanceOf(ServerDocument.Complete.class);
    finish(user);

    Participants participants = user.testbed.headend.established().participants();
    assertThat(participants.userName()).isEqualTo("confirmed");
    assertThat(participants.client()).isEqualTo(Policies.ANYCONNECT);
    assertThat(participants.certificate())
        .contains(
            new ClientCertificate(
                "CN=laptop-07,O=Example",
                "CN=Authority",
                device.chain().getFirst().getSerialNumber().toString(16).toUpperCase(Locale.ROOT),
                false));
  }

  @ParameterizedTest
  @MethodSource("devices")
  @DisplayName("the certificate alone: its common name is the user")
  void certificateAlone(Credential device) {
    AnyConnectUser user = new AnyConnectUser(ALONE);
    user.introduce();
    user.show(device);
    assertThat(user.document()).isInstanceOf(ServerDocument.AuthenticationComplete.class);
    user.say(ClientDocuments.authReply(AnyConnectUser.DEVICE, new LinkedHashMap<>()));
    assertThat(user.testbed.headend.all(Decision.Authenticate.class)).isEmpty();
    AuthorizationRequest request = user.testbed.headend.only(Decision.Authorize.class).request();
    assertThat(request.authenticated()).isEqualTo(Authorization.of("laptop-07"));
    user.testbed.headend.authorize(Headend.authorization("laptop-07"));
    finish(user);

    assertThat(user.testbed.headend.established().participants())
        .satisfies(
            participants -> {
              assertThat(participants.userName()).isEqualTo("laptop-07");
              assertThat(participants.certificate().orElseThrow().sufficient()).isTrue();
            });
  }

  @Test
  @DisplayName("accounting says that the headend itself has authenticated a certificate alone")
  void accounting() {
    assertThat(begun(ALONE).authentic()).isEqualTo(AccountingRecord.Authentic.LOCAL);
    assertThat(begun(DOUBLE).authentic()).isEqualTo(AccountingRecord.Authentic.RADIUS);
  }

  private static AccountingRecord begun(ResponderPolicy policy) {
    AnyConnectUser user = new AnyConnectUser(policy);
    user.introduce();
    user.show(TestCertificates.EC_DEVICE);
    if (user.document() instanceof ServerDocument.AuthRequest) {
      user.password("sesame");
      user.accept();
    } else {
      user.say(ClientDocuments.authReply(AnyConnectUser.DEVICE, new LinkedHashMap<>()));
    }
    user.testbed.headend.authorize(
        Headend.authorization("alice")
            .withAccounting(
                Optional.of(new AccountingTerms("ACCT", Optional.empty(), Optional.empty()))));
    finish(user);
    return user.testbed.headend.records().getFirst();
  }

  @Test
  @DisplayName("the names of the authorities help a client to choose its certificate")
  void certificateRequest() {
    Testbed testbed = new Testbed(DOUBLE);

    assertThat(
            testbed
                .client
                .agreed(testbed.sentInTheClear(testbed.client.initial()))
                .first(Payload.CertificateRequest.class))
        .isPresent();
  }

  @Test
  @DisplayName("a step that may check a certificate is not taken for a quick one, others are")
  void quickness() {
    AnyConnectUser user = new AnyConnectUser(DOUBLE);
    user.begin();
    assertThat(quick(user)).isTrue();
    user.say(ClientDocuments.init(AnyConnectUser.DEVICE));
    user.document();
    assertThat(quick(user)).isFalse();
    user.show(TestCertificates.EC_DEVICE);
    assertThat(quick(user)).isTrue();
  }

  private static boolean quick(AnyConnectUser user) {
    return Responder.isQuick(
        user.testbed.headend.state(), new Input.DeadlineReached(Headend.START));
  }

  @Test
  @DisplayName("whoever chooses a certificate, or unlocks its key, has as much time as who types")
  void deadline() {
    AnyConnectUser user = new AnyConnectUser(DOUBLE);
    user.introduce();

    assertThat(user.testbed.headend.deadline()).isEqualTo(Headend.START.plus(Policies.PROMPT));
  }

  @Test
  @DisplayName("a login that begins anew keeps the certificate")
  void restart() {
    AnyConnectUser user = new AnyConnectUser(DOUBLE);
    user.introduce();
    user.show(TestCertificates.EC_DEVICE);
    user.document();
    user.say(ClientDocuments.init(AnyConnectUser.DEVICE));
    assertThat(user.document()).isInstanceOf(ServerDocument.AuthRequest.class);
    user.password("sesame");
    user.accept().authorize(Headend.authorization("confirmed"));
    finish(user);

    assertThat(user.testbed.headend.established().participants().certificate()).isPresent();
  }

  private static void finish(AnyConnectUser user) {
    user.document();
    user.say(ClientDocuments.ack(AnyConnectUser.DEVICE));
    assertThat(user.code()).isEqualTo(EapPacket.Code.SUCCESS);
    user.testbed.send(ExchangeType.IKE_AUTH, user.finalAuthentication()).lease();
    assertThat(user.testbed.headend.isEstablished()).isTrue();
  }
}
