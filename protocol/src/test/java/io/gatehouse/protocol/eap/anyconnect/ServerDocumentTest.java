package io.gatehouse.protocol.eap.anyconnect;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.octets.Octets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerDocumentTest {

  private static final List<ServerDocument.Input> LOGIN =
      List.of(
          new ServerDocument.Input("text", "username", "Username:"),
          new ServerDocument.Input("password", "password", "Password:"));

  @Test
  void aHello() {
    assertThat(ServerDocument.parse(ServerDocuments.hello())).contains(new ServerDocument.Hello());
  }

  @Test
  void aLoginForm() {
    assertThat(
            ServerDocument.parse(
                ServerDocuments.login(
                    state(settings("Example VPN", "Sign in.")), Optional.empty())))
        .contains(
            new ServerDocument.AuthRequest(
                "main",
                Optional.of("Example VPN"),
                Optional.of("Sign in."),
                Optional.empty(),
                LOGIN,
                List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Login failed.", "<&\"'>", "Zoë 工", "${title}", "$0", "%s"})
  void aLoginFormWithAnError(String error) {
    assertThat(
            ServerDocument.parse(
                ServerDocuments.login(state(settings("Example VPN", "")), Optional.of(error))))
        .contains(
            new ServerDocument.AuthRequest(
                "main",
                Optional.of("Example VPN"),
                Optional.empty(),
                Optional.of(error),
                LOGIN,
                List.of()));
  }

  @Test
  void aRequestForTheCertificateAndWhatEndsIt() {
    assertThat(ServerDocument.parse(ServerDocuments.certificateRequest()))
        .contains(new ServerDocument.CertificateRequest());
    assertThat(ServerDocument.parse(ServerDocuments.certificateAccepted()))
        .contains(new ServerDocument.AuthenticationComplete());
  }

  @Test
  void aRequestForASecondCertificate() {
    assertThat(ServerDocument.parse(ServerDocuments.secondCertificateRequest(settings("VPN", ""))))
        .contains(
            new ServerDocument.SecondCertificateRequest(List.of("sha256", "sha384", "sha512")));
  }

  @Test
  void aChallenge() {
    assertThat(ServerDocument.parse(ServerDocuments.challenge(settings("VPN", ""), "Code?")))
        .contains(
            new ServerDocument.AuthRequest(
                "challenge",
                Optional.of("VPN"),
                Optional.of("Code?"),
                Optional.empty(),
                List.of(new ServerDocument.Input("password", "answer", "Answer:")),
                List.of()));
  }

  @Test
  void aFormForANewPassword() {
    assertThat(
            ServerDocument.parse(
                ServerDocuments.newPassword(
                    settings("VPN", ""), "It has expired.", Optional.of("Not the same."))))
        .contains(
            new ServerDocument.AuthRequest(
                "passwd",
                Optional.of("VPN"),
                Optional.of("It has expired."),
                Optional.of("Not the same."),
                List.of(
                    new ServerDocument.Input("password", "new_password", "New password:"),
                    new ServerDocument.Input("password", "verify_password", "Verify password:")),
                List.of()));
  }

  @Test
  void aCompletion() {
    var complete =
        new ServerDocument.Complete(
            "4294967295",
            "A1B2C3@1@D4E5@00",
            "89ABCDEF0123456789ABCDEF0123456789ABCDEF",
            Optional.empty());
    assertThat(
            ServerDocument.parse(ServerDocuments.complete(settings("VPN", ""), Optional.empty())))
        .contains(complete);
    assertThat(complete.toString()).doesNotContain("A1B2C3");
  }

  @Test
  void aBannerStandsInTheCompletion() {
    assertThat(
            ServerDocument.parse(
                ServerDocuments.complete(settings("VPN", ""), Optional.of("<No> trespassing"))))
        .get()
        .isInstanceOfSatisfying(
            ServerDocument.Complete.class,
            complete -> assertThat(complete.banner()).contains("<No> trespassing"));
  }

  @Test
  void aCompletionTellsTheClientNotToDownloadAnything() {
    assertThat(ServerDocuments.complete(settings("VPN", ""), Optional.empty()).utf8())
        .contains("<nopkg></nopkg>")
        .doesNotContain("uri", "manifest", "csport");
  }

  @Test
  void aRefusal() {
    assertThat(ServerDocument.parse(ServerDocuments.refusal("No access.")))
        .contains(new ServerDocument.Refusal("No access."));
  }

  @Test
  void anErrorBelowTheRootIsFinalInAnyDocument() {
    assertThat(parse("<config-auth type='auth-request'><error>x</error><auth/></config-auth>"))
        .contains(new ServerDocument.Refusal("x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<config-auth type='auth-request'/>",
        "<config-auth type='complete'/>",
        "<config-auth type='complete'><auth/><config><vpn-base-config/></config></config-auth>",
        "<config-auth type='init'/>"
      })
  void documentsThatLackWhatAClientNeedsAreUnknown(String document) {
    assertThat(parse(document)).containsInstanceOf(ServerDocument.Unknown.class);
  }

  @Test
  void textForTheUserIsBounded() {
    assertThat(ServerDocument.parse(ServerDocuments.refusal("𝄞".repeat(2000))))
        .contains(new ServerDocument.Refusal("𝄞".repeat(1024)));
  }

  private static Optional<ServerDocument> parse(String document) {
    return ServerDocument.parse(Octets.utf8(document));
  }

  private static DialogueState state(DialogueSettings settings) {
    return DialogueState.begin(settings, 1);
  }

  private static DialogueSettings settings(String title, String prompt) {
    return new DialogueSettings(
        title,
        prompt,
        "89ABCDEF0123456789ABCDEF0123456789ABCDEF",
        -1,
        "A1B2C3@1@D4E5@00",
        3,
        Factors.PASSWORD,
        "C0FFEE",
        List.of());
  }
}
