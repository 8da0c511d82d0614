package io.gatehouse.protocol.ike.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.eap.anyconnect.AnyConnectEap;
import io.gatehouse.protocol.eap.anyconnect.ClientDocuments;
import io.gatehouse.protocol.eap.anyconnect.ServerDocument;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.policy.Credential;
import io.gatehouse.protocol.octets.Octets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The certificate of a device, and then that of its user. */
class SecondCertificateTest {

  private static final Octets INIT =
      ClientDocuments.init(AnyConnectUser.DEVICE, Optional.empty(), true);
  private static final Credential DEVICE = TestCertificates.EC_DEVICE;
  private static final Credential ALICE = TestCertificates.named("CN=alice");

  /** The user, and the document that the second signature has to be of. */
  private record Asked(AnyConnectUser user, Octets request) {

    static Asked begin(boolean sufficient) {
      AnyConnectUser user = new AnyConnectUser(Policies.twoCertificates(sufficient));
      user.begin();
      user.say(INIT);
      user.document();
      user.show(AnyConnectUser.enclosed(DEVICE), user.signature(DEVICE), INIT);
      assertThat(user.document()).isInstanceOf(ServerDocument.SecondCertificateRequest.class);
      AnyConnectEap.Message message = (AnyConnectEap.Message) AnyConnectEap.decode(user.eap());
      return new Asked(user, message.xml().orElseThrow());
    }

    void answer(Credential certificate, String hash, Octets signature) {
      user.say(
          Octets.utf8(
              """
              <config-auth client="vpn" type="auth-reply"><auth>
              <client-cert-chain cert-store="1U">
              <client-cert cert-format="pkcs7">%s</client-cert>
              <client-cert-auth-signature hash-algorithm-chosen="%s">%s</client-cert-auth-signature>
              </client-cert-chain></auth></config-auth>
              """
                  .formatted(
                      base64(AnyConnectUser.enclosed(certificate)), hash, base64(signature))));
    }

    void assertRefused(String reason) {
      assertThat(user.document())
          .isEqualTo(new ServerDocument.Refusal("The certificate of this device is not accepted."));
      assertThat(user.testbed.headend.event(SessionEvent.Refused.class).orElseThrow().reason())
          .startsWith("second certificate: ")
          .contains(reason);
    }
  }

  private static String base64(Octets octets) {
    return Base64.getEncoder().encodeToString(octets.toArray());
  }

  private static Octets signature(Credential certificate, String algorithm, Octets octets) {
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(certificate.key());
      signature.update(octets.toArray());
      return Octets.owned(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "sha256, SHA256withECDSA",
    "sha384, SHA384withECDSA",
    "sha512, SHA512withECDSA",
    "sha256, SHA256withECDSAinP1363Format"
  })
  @DisplayName("a signature of the headend's very document, with any hash that it offers")
  void signed(String hash, String algorithm) {
    Asked asked = Asked.begin(false);
    asked.answer(ALICE, hash, signature(ALICE, algorithm, asked.request()));

    assertThat(asked.user().document()).isInstanceOf(ServerDocument.AuthRequest.class);
  }

  @Test
  @DisplayName("RSA with PKCS #1")
  void rsa() {
    Asked asked = Asked.begin(false);
    Credential rsa = TestCertificates.RSA_DEVICE;
    asked.answer(rsa, "sha512", signature(rsa, "SHA512withRSA", asked.request()));

    assertThat(asked.user().document()).isInstanceOf(ServerDocument.AuthRequest.class);
  }

  @Test
  @DisplayName("without a password, the second certificate names the user")
  void sufficient() {
    Asked asked = Asked.begin(true);
    asked.answer(ALICE, "sha256", signature(ALICE, "SHA256withECDSA", asked.request()));
    assertThat(asked.user().document()).isInstanceOf(ServerDocument.AuthenticationComplete.class);
    asked.user().say(ClientDocuments.authReply(AnyConnectUser.DEVICE, new LinkedHashMap<>()));

    AuthorizationRequest request =
        asked.user().testbed.headend.only(Decision.Authorize.class).request();
    assertThat(request.authenticated().userName()).isEqualTo("alice");
    assertThat(request.certificate()).contains(ALICE.chain().getFirst());
  }

  @Test
  @DisplayName("a signature of the document without its last octet")
  void otherOctets() {
    Asked asked = Asked.begin(false);
    Octets shortened = asked.request().slice(0, asked.request().length() - 1);
    asked.answer(ALICE, "sha256", signature(ALICE, "SHA256withECDSA", shortened));

    asked.assertRefused("signature");
  }

  @Test
  @DisplayName("a signature of what another dialogue was asked with")
  void anotherDialogue() {
    Asked asked = Asked.begin(false);
    Octets overheard = Octets.utf8(asked.request().utf8().replaceFirst("<random>..", "<random>--"));
    assertThat(overheard).isNotEqualTo(asked.request());
    asked.answer(ALICE, "sha256", signature(ALICE, "SHA256withECDSA", overheard));

    asked.assertRefused("signature");
  }

  @Test
  @DisplayName("another hash than the one that is named, and one that was not offered")
  void otherHash() {
    Asked asked = Asked.begin(false);
    asked.answer(ALICE, "sha384", signature(ALICE, "SHA256withECDSA", asked.request()));
    asked.assertRefused("signature");

    Asked again = Asked.begin(false);
    again.answer(ALICE, "sha1", signature(ALICE, "SHA1withECDSA", again.request()));
    again.assertRefused("hash \"sha1\" was not offered");
  }

  @Test
  @DisplayName("the device's certificate once more")
  void theSame() {
    Asked asked = Asked.begin(false);
    asked.answer(DEVICE, "sha256", signature(DEVICE, "SHA256withECDSA", asked.request()));

    asked.assertRefused("the first certificate again");
  }

  @Test
  @DisplayName("a certificate of an authority that only has the right name")
  void stranger() {
    Asked asked = Asked.begin(false);
    Credential stranger = TestCertificates.STRANGER;
    asked.answer(stranger, "sha256", signature(stranger, "SHA256withECDSA", asked.request()));

    asked.assertRefused("trustpoint TEST");
  }

  @Test
  @DisplayName("AUTH after both certificates, before the password, gets nobody in")
  void authenticationTooEarly() {
    Asked asked = Asked.begin(false);
    asked.answer(ALICE, "sha256", signature(ALICE, "SHA256withECDSA", asked.request()));
    asked.user().document();

    assertThat(asked.user().testbed.headend.isEstablished()).isFalse();
    asked.user().testbed.send(ExchangeType.IKE_AUTH, asked.user().finalAuthentication());
    assertThat(asked.user().testbed.headend.isEstablished()).isFalse();
  }
}
