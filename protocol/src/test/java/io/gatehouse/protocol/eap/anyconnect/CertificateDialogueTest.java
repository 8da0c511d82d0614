package io.gatehouse.protocol.eap.anyconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.protocol.eap.anyconnect.AggregateAuthentication.Outcome;
import io.gatehouse.protocol.eap.anyconnect.AggregateAuthentication.Verdict;
import io.gatehouse.protocol.octets.Octets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A dialogue in which the client must show a certificate. */
class CertificateDialogueTest {

  private static final Octets CERTIFICATES = Octets.hex("308001");
  private static final Octets SIGNATURE = Octets.hex("5160");

  private static final String NONE =
      "A device certificate is needed, and this device has sent none.";

  @Test
  void theCertificateThenThePassword() {
    var client = ScriptedClient.begin(Factors.CERTIFICATE_AND_PASSWORD);
    assertThat(client.dialogue().awaitsCertificate()).isFalse();

    client.init();
    assertThat(client.document()).isEqualTo(new ServerDocument.CertificateRequest());
    assertThat(client.userIsAsked()).as("a key may have to be unlocked").isTrue();
    assertThat(client.dialogue().awaitsCertificate()).isTrue();

    client.show(CERTIFICATES, SIGNATURE);
    assertThat(client.outcome()).isEqualTo(new Outcome.CheckCertificate(CERTIFICATES, SIGNATURE));
    assertThat(client.dialogue().awaitsCertificate()).isFalse();
    assertThat(client.dialogue().authenticated()).isFalse();

    client.certificateChecked(true);
    assertThat(client.form().id()).isEqualTo("main");
    assertThat(client.dialogue().authenticated()).isFalse();

    client.reply("username", "alice", "password", "secret");
    assertThat(client.asked()).isEqualTo(Map.entry("alice", "secret"));
    client.verdict(new Verdict.Accepted()).ack();
    assertThat(client.outcome()).isInstanceOf(Outcome.Succeeded.class);
  }

  @Test
  void theCertificateAlone() {
    var client = shown(Factors.CERTIFICATE).certificateChecked(true);
    assertThat(client.document()).isEqualTo(new ServerDocument.AuthenticationComplete());
    assertThat(client.userIsAsked()).isFalse();
    assertThat(client.dialogue().authenticated()).isFalse();

    client.reply();
    assertThat(client.outcome()).isEqualTo(new Outcome.CertificateSuffices());
    assertThat(client.dialogue().authenticated()).isFalse();

    client.verdict(new Verdict.Accepted());
    assertThat(client.document()).isInstanceOf(ServerDocument.Complete.class);
    assertThat(client.dialogue().authenticated()).isTrue();
    assertThat(client.ack().outcome()).isInstanceOf(Outcome.Succeeded.class);
  }

  @Test
  void whomTheCertificateNamesMayBeRefused() {
    shown(Factors.CERTIFICATE)
        .certificateChecked(true)
        .reply()
        .verdict(new Verdict.Refused("Not this device."))
        .isRefusedWith("Not this device.");
  }

  @Test
  void thereIsNoPasswordToRejectWhereNoneWasAskedFor() {
    var client = shown(Factors.CERTIFICATE).certificateChecked(true).reply();
    assertThatThrownBy(() -> client.verdict(new Verdict.Rejected(Optional.empty())))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> client.verdict(new Verdict.Challenged("Code?")))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = Factors.class,
      names = {"CERTIFICATE", "CERTIFICATE_AND_PASSWORD"})
  void aCertificateThatIsNotAcceptedIsTheEnd(Factors factors) {
    shown(factors)
        .certificateChecked(false)
        .isRefusedWith("The certificate of this device is not accepted.");
  }

  @ParameterizedTest
  @EnumSource(
      value = Factors.class,
      names = {"CERTIFICATE", "CERTIFICATE_AND_PASSWORD"})
  void aClientWithoutACertificateIsToldSo(Factors factors) {
    ScriptedClient.begin(factors)
        .init()
        .xml(ClientDocuments.initWithoutCertificate(ScriptedClient.DEVICE))
        .isRefusedWith(NONE);
    ScriptedClient.begin(factors).init().init().isRefusedWith(NONE);
    ScriptedClient.begin(factors).init().show(CERTIFICATES, Octets.empty()).isRefusedWith(NONE);
    ScriptedClient.begin(factors).init().show(Octets.empty(), SIGNATURE).isRefusedWith(NONE);
  }

  @Test
  void aPasswordDoesNotStandInForTheCertificate() {
    ScriptedClient.begin(Factors.CERTIFICATE_AND_PASSWORD)
        .init()
        .reply("username", "alice", "password", "secret")
        .isRefusedWith(NONE);
  }

  @Test
  void aCertificateIsLookedAtWhenItIsAskedForOnly() {
    var early = ScriptedClient.begin(Factors.CERTIFICATE_AND_PASSWORD);
    early.show(CERTIFICATES, SIGNATURE);
    assertThat(early.document()).isEqualTo(new ServerDocument.CertificateRequest());

    var unasked = ScriptedClient.begin(Factors.PASSWORD).show(CERTIFICATES, SIGNATURE);
    assertThat(unasked.form().id()).isEqualTo("main");

    var again =
        shown(Factors.CERTIFICATE_AND_PASSWORD)
            .certificateChecked(true)
            .show(CERTIFICATES, SIGNATURE);
    assertThat(again.form().id()).isEqualTo("main");
  }

  @Test
  void aFreshInitKeepsTheCertificateAndNothingElse() {
    var client = shown(Factors.CERTIFICATE_AND_PASSWORD).certificateChecked(true);
    client.reply("username", "alice", "password", "secret").verdict(new Verdict.Accepted());
    assertThat(client.dialogue().authenticated()).isTrue();

    client.init();
    assertThat(client.form().id()).isEqualTo("main");
    assertThat(client.dialogue().authenticated()).isFalse();
  }

  @Test
  void freshInitsAreBoundedWithACertificateToo() {
    var client = shown(Factors.CERTIFICATE).certificateChecked(true);
    for (int restart = 1; restart <= 10; restart++) {
      assertThat(client.init().document()).isEqualTo(new ServerDocument.AuthenticationComplete());
    }
    client.init().isRefusedWith("Too many attempts.");
  }

  @Test
  void ackIsNoAnswerToWhatEndsTheProof() {
    shown(Factors.CERTIFICATE)
        .certificateChecked(true)
        .ack()
        .isRefusedWith("The request was not understood.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE a [<!ENTITY b 'x'><!ENTITY c '&b;&b;'>]><config-auth type='init'>&c;"
            + "</config-auth>",
        "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><config-auth type='init'>&b;"
            + "</config-auth>",
        "<config-auth type='init'>"
      })
  void certificatesDoNotMakeABadDocumentGood(String document) {
    ScriptedClient.begin(Factors.CERTIFICATE)
        .init()
        .show(CERTIFICATES, SIGNATURE, Octets.utf8(document))
        .isRefusedWith("The request was not understood.");
  }

  @Test
  void nothingIsHeardWhileACertificateIsChecked() {
    shown(Factors.CERTIFICATE).receive(Octets.hex("0202000cfe00000944425250")).hasFailed();
  }

  @Test
  void aCertificateIsCheckedOnce() {
    var client = shown(Factors.CERTIFICATE).certificateChecked(true);
    assertThatThrownBy(() -> client.certificateChecked(true))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> client.verdict(new Verdict.Accepted()))
        .isInstanceOf(IllegalStateException.class);
  }

  private static ScriptedClient shown(Factors factors) {
    return ScriptedClient.begin(factors).init().show(CERTIFICATES, SIGNATURE);
  }
}
