package io.gatehouse.protocol.eap.anyconnect;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.eap.anyconnect.AggregateAuthentication.Outcome;
import io.gatehouse.protocol.eap.anyconnect.AggregateAuthentication.Verdict;
import io.gatehouse.protocol.octets.Octets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecondCertificateTest {

  private static final String CHAIN =
      "<client-cert-chain cert-store='1U'><client-cert cert-format='pkcs7'>AQ\nID</client-cert>"
          + "<client-cert-auth-signature hash-algorithm-chosen='sha256'>BAUG"
          + "</client-cert-auth-signature></client-cert-chain>";
  private static final String MENTIONED =
      "<client-cert-chain cert-store='1M'><client-cert-sent-via-protocol/></client-cert-chain>";

  private static Octets reply(String auth) {
    return Octets.utf8(
        "<config-auth client='vpn' type='auth-reply'><auth>" + auth + "</auth></config-auth>");
  }

  private static Octets init() {
    return ClientDocuments.init(ScriptedClient.DEVICE, Optional.empty(), true);
  }

  private static ScriptedClient asked(Factors factors) {
    var client = ScriptedClient.begin(factors).xml(init());
    client.show(Octets.hex("01"), Octets.hex("02"), init());
    return client.certificateChecked(true);
  }

  @Test
  void theSecondCertificateComesAfterTheFirstAndBeforeThePassword() {
    var client = asked(Factors.TWO_CERTIFICATES_AND_PASSWORD);
    assertThat(client.document()).isInstanceOf(ServerDocument.SecondCertificateRequest.class);
    assertThat(client.userIsAsked()).isTrue();
    assertThat(client.dialogue().awaitsCertificate()).isTrue();
    Octets request = client.request().xml().orElseThrow();
    assertThat(request.utf8()).contains("<random>C0FFEE</random>");

    client.xml(reply(MENTIONED + CHAIN));
    assertThat(client.outcome())
        .isEqualTo(
            new Outcome.CheckSecondCertificate(
                Octets.hex("010203"), Octets.hex("040506"), "sha256", request));
    assertThat(client.certificateChecked(true).form().id()).isEqualTo("main");
  }

  @Test
  void twoCertificatesMayBeEnough() {
    var client = asked(Factors.TWO_CERTIFICATES).xml(reply(CHAIN)).certificateChecked(true);
    assertThat(client.document()).isInstanceOf(ServerDocument.AuthenticationComplete.class);
    client.reply();
    assertThat(client.outcome()).isInstanceOf(Outcome.CertificateSuffices.class);
    client.verdict(new Verdict.Accepted()).ack();
    assertThat(client.outcome()).isInstanceOf(Outcome.Succeeded.class);
  }

  @Test
  void aClientThatDoesNotListTheCapabilityIsNotAsked() {
    var client = ScriptedClient.begin(Factors.TWO_CERTIFICATES).init();
    client.show(Octets.hex("01"), Octets.hex("02")).certificateChecked(true);
    client.isRefusedWith("A second certificate is needed, and this client cannot show one.");
  }

  @Test
  void oneThatIsNotAcceptedIsTheEnd() {
    asked(Factors.TWO_CERTIFICATES)
        .xml(reply(CHAIN))
        .certificateChecked(false)
        .isRefusedWith("The certificate of this device is not accepted.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        MENTIONED,
        "<username>alice</username><password>x</password>",
        "<client-cert-chain><client-cert>AQID</client-cert></client-cert-chain>",
        "<client-cert-chain><client-cert>?</client-cert>"
            + "<client-cert-auth-signature>BAUG</client-cert-auth-signature></client-cert-chain>"
      })
  void noneIsTheEnd(String auth) {
    asked(Factors.TWO_CERTIFICATES_AND_PASSWORD)
        .xml(reply(auth))
        .isRefusedWith("A second certificate is needed, and this device has sent none.");
  }

  @Test
  void aFreshInitKeepsBoth() {
    var client =
        asked(Factors.TWO_CERTIFICATES_AND_PASSWORD).xml(reply(CHAIN)).certificateChecked(true);
    assertThat(client.xml(init()).form().id()).isEqualTo("main");
  }

  @Test
  void aFreshInitInBetweenKeepsTheFirst() {
    var client = asked(Factors.TWO_CERTIFICATES_AND_PASSWORD).xml(init());
    assertThat(client.document()).isInstanceOf(ServerDocument.SecondCertificateRequest.class);
  }

  @Test
  void oneThatNobodyAskedForIsNotLookedAt() {
    var client = ScriptedClient.atLogin().xml(reply(CHAIN));
    assertThat(client.form().error()).contains("Login failed.");
  }
}
