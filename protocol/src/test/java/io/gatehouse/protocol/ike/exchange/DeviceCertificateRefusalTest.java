package io.gatehouse.protocol.ike.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.eap.EapPacket;
import io.gatehouse.protocol.eap.anyconnect.ClientDocuments;
import io.gatehouse.protocol.eap.anyconnect.ServerDocument;
import io.gatehouse.protocol.ike.crypto.EnclosedCertificates;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.policy.Credential;
import io.gatehouse.protocol.ike.policy.ResponderPolicy;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices and liars that are not let in through AnyConnect-EAP. */
class DeviceCertificateRefusalTest {

  private static final String NOT_ACCEPTED = "The certificate of this device is not accepted.";
  private static final Credential DEVICE = TestCertificates.EC_DEVICE;

  private final AnyConnectUser user = new AnyConnectUser(Policies.device(false));

  @Test
  @DisplayName("a certificate of an authority that only has the right name")
  void strangeAuthority() {
    assertRefused(user, TestCertificates.STRANGER, "trustpoint TEST");
  }

  @Test
  @DisplayName("an expired certificate")
  void expired() {
    assertRefused(user, TestCertificates.EXPIRED, "expired");
  }

  @Test
  @DisplayName("a certificate whose key must not sign")
  void enciphering() {
    assertRefused(user, TestCertificates.ENCIPHERING, "keyUsage");
  }

  @Test
  @DisplayName("a certificate on the trustpoint's revocation list; one that is not on it gets in")
  void revoked() {
    ResponderPolicy checking =
        Policies.device(false, TestCertificates.revoking(TestCertificates.RSA_DEVICE));

    assertRefused(new AnyConnectUser(checking), TestCertificates.RSA_DEVICE, "revoked");
    AnyConnectUser other = new AnyConnectUser(checking);
    other.introduce();
    other.show(DEVICE);
    assertThat(other.document()).isInstanceOf(ServerDocument.AuthRequest.class);
  }

  @Test
  @DisplayName("a signature by another key than the certificate's")
  void anotherKey() {
    user.introduce();
    user.show(AnyConnectUser.enclosed(DEVICE), user.signature(TestCertificates.STRANGER));

    assertRefusal(user, "signature");
  }

  @Test
  @DisplayName("a good answer from another IKE SA, sent again")
  void anotherIkeSa() {
    Testbed other = new Testbed(Policies.device(false));
    other.client.nonce(); // Another one than this client's is the next.
    other.client.agreed(other.sentInTheClear(other.client.initial()));
    user.introduce();
    user.show(
        AnyConnectUser.enclosed(DEVICE),
        other.client.signature(Policies.ANYCONNECT, DEVICE).data());

    assertRefusal(user, "signature");
  }

  @Test
  @DisplayName("a signature over another IDi: type 201 is not ID_KEY_ID here, nor is the subject")
  void anotherIdentity() {
    for (Identification identity :
        List.of(
            new Identification(Identification.ID_KEY_ID, Identities.ANYCONNECT),
            new Identification(
                Identification.ID_DER_ASN1_DN,
                Octets.owned(DEVICE.chain().getFirst().getSubjectX500Principal().getEncoded())))) {
      AnyConnectUser liar = new AnyConnectUser(Policies.device(false));
      liar.introduce();
      liar.show(
          AnyConnectUser.enclosed(DEVICE), liar.testbed.client.signature(identity, DEVICE).data());

      assertRefusal(liar, "signature");
    }
  }

  @Test
  @DisplayName("the reserved octets of IDi count as they were sent")
  void reservedOctets() {
    Identification odd =
        new Identification(
            Identification.ID_CISCO_GROUP_NAME, Octets.hex("010203"), Identities.ANYCONNECT);
    for (Identification signed : List.of(odd, Policies.ANYCONNECT)) {
      AnyConnectUser liar = new AnyConnectUser(Policies.device(false));
      liar.testbed.send(ExchangeType.IKE_AUTH, Testbed.admission(odd));
      liar.document();
      liar.say(ClientDocuments.init(AnyConnectUser.DEVICE));
      liar.document();
      liar.show(
          AnyConnectUser.enclosed(DEVICE), liar.testbed.client.signature(signed, DEVICE).data());

      assertThat(liar.document() instanceof ServerDocument.AuthRequest)
          .isEqualTo(signed.equals(odd));
    }
  }

  @Test
  @DisplayName("more certificates than are read")
  void huge() {
    user.introduce();
    user.show(
        Octets.owned(new byte[EnclosedCertificates.MAXIMUM_LENGTH + 1]), user.signature(DEVICE));

    assertRefusal(user, "32769 octets");
  }

  @Test
  @DisplayName("no certificate: the user is told, and a password does not help")
  void none() {
    user.introduce();
    user.say(ClientDocuments.initWithoutCertificate(AnyConnectUser.DEVICE));
    assertThat(user.document()).isInstanceOf(ServerDocument.Refusal.class);

    user.password("sesame");

    assertThat(user.code()).isEqualTo(EapPacket.Code.FAILURE);
    assertThat(user.testbed.headend.event(SessionEvent.Refused.class).orElseThrow().reason())
        .contains("the client says that it has no certificate");
  }

  @Test
  @DisplayName("the certificate's answer sent again in place of the password")
  void replayed() {
    user.introduce();
    Octets signature = user.signature(DEVICE);
    user.show(DEVICE);
    user.document();
    LinkedHashMap<String, Secret> nothing = new LinkedHashMap<>();
    user.show(
        AnyConnectUser.enclosed(DEVICE),
        signature,
        ClientDocuments.authReply(AnyConnectUser.DEVICE, nothing));

    assertThat(user.document())
        .isInstanceOfSatisfying(
            ServerDocument.AuthRequest.class, form -> assertThat(form.error()).isPresent());
    IkeMessage response = user.testbed.exchange(ExchangeType.IKE_AUTH, user.finalAuthentication());
    assertThat(Testbed.refuses(response, NotifyType.INVALID_SYNTAX)).isTrue();
  }

  @Test
  @DisplayName("AUTH after the certificate, before the password, gets nobody in")
  void authenticationTooEarly() {
    user.introduce();
    user.show(DEVICE);

    IkeMessage response = user.testbed.exchange(ExchangeType.IKE_AUTH, user.finalAuthentication());

    assertThat(Testbed.refuses(response, NotifyType.INVALID_SYNTAX)).isTrue();
  }

  @Test
  @DisplayName("AUTH after the certificate alone, before its owner is authorized, gets nobody in")
  void authenticationBeforeAuthorization() {
    AnyConnectUser alone = new AnyConnectUser(Policies.device(true));
    alone.introduce();
    alone.show(DEVICE);

    IkeMessage response =
        alone.testbed.exchange(ExchangeType.IKE_AUTH, alone.finalAuthentication());

    assertThat(Testbed.refuses(response, NotifyType.INVALID_SYNTAX)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tunnel-group", "auth-method", "aggauth-handle"})
  @DisplayName("what a client claims to have had from the headend is of no account")
  void opaque(String element) {
    user.introduce();
    String claim =
        "<config-auth client='vpn' type='auth-reply'><opaque is-for='sg'><%s>certified</%s>"
            + "</opaque><cert-authenticated/><auth><username>typed</username>"
            + "<password>sesame</password></auth></config-auth>";
    user.say(Octets.utf8(claim.formatted(element, element)));
    assertThat(user.document()).isInstanceOf(ServerDocument.Refusal.class);

    AnyConnectUser honest = new AnyConnectUser(Policies.device(false));
    honest.introduce();
    honest.show(DEVICE);
    honest.document();
    honest.say(Octets.utf8(claim.formatted(element, element)));
    assertThat(honest.testbed.headend.all(Decision.Authenticate.class)).hasSize(1);
  }

  @Test
  @DisplayName("a document with nested entities, behind a good certificate")
  void nestedEntities() {
    user.introduce();
    user.show(
        AnyConnectUser.enclosed(DEVICE),
        user.signature(DEVICE),
        Octets.utf8(
            "<!DOCTYPE a [<!ENTITY b 'bb'><!ENTITY c '&b;&b;'><!ENTITY d '&c;&c;'>]>"
                + "<config-auth type='init'>&d;</config-auth>"));

    assertThat(user.document())
        .isEqualTo(new ServerDocument.Refusal("The request was not understood."));
  }

  @Test
  @DisplayName("a certificate alone that names nobody")
  void nobody() {
    AnyConnectUser nameless = new AnyConnectUser(Policies.device(true));
    nameless.introduce();
    nameless.show(TestCertificates.named("OU=x,".repeat(60) + "O=Example"));
    nameless.document();
    nameless.say(ClientDocuments.authReply(AnyConnectUser.DEVICE, new LinkedHashMap<>()));

    assertThat(nameless.document())
        .isEqualTo(new ServerDocument.Refusal("The certificate of this device names nobody."));
  }

  @Test
  @DisplayName("authorization that is refused to a certificate alone")
  void notAuthorized() {
    AnyConnectUser alone = new AnyConnectUser(Policies.device(true));
    alone.introduce();
    alone.show(DEVICE);
    alone.document();
    alone.say(ClientDocuments.authReply(AnyConnectUser.DEVICE, new LinkedHashMap<>()));
    long id = alone.testbed.headend.only(Decision.Authorize.class).request().id();
    alone.testbed.headend.give(
        new Input.Authorized(id, new AuthorizationVerdict.Refused("no such group")));

    assertThat(alone.document()).isInstanceOf(ServerDocument.Refusal.class);
    assertThat(alone.testbed.headend.event(SessionEvent.Refused.class).orElseThrow().reason())
        .contains("no such group");
  }

  private static void assertRefused(AnyConnectUser user, Credential device, String reason) {
    user.introduce();
    user.show(device);
    assertRefusal(user, reason);
  }

  /** The user reads that it is the certificate, the operator what is wrong with it. */
  private static void assertRefusal(AnyConnectUser user, String reason) {
    assertThat(user.document()).isEqualTo(new ServerDocument.Refusal(NOT_ACCEPTED));
    assertThat(user.testbed.headend.event(SessionEvent.Refused.class).orElseThrow().reason())
        .startsWith("device certificate: ")
        .contains(reason);
    user.say(ClientDocuments.ack(AnyConnectUser.DEVICE));
    assertThat(user.code()).isEqualTo(EapPacket.Code.FAILURE);
    assertThat(user.testbed.answer().notify(NotifyType.AUTHENTICATION_FAILED)).isPresent();
  }
}
