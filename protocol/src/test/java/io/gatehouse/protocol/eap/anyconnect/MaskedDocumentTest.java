package io.gatehouse.protocol.eap.anyconnect;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.eap.EapPacket;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedDocumentTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "new_password",
        "verify_password",
        "secondary_password",
        "answer",
        "whichpin",
        "next_tokencode",
        "sso-token",
        "whatever-a-client-makes-up"
      })
  void whatAUserAnswersIsNotShown(String name) {
    var answers = new LinkedHashMap<String, Secret>();
    answers.put("username", Secret.utf8("alice"));
    answers.put(name, Secret.utf8("wonder<land"));
    assertThat(MaskedDocument.of(ClientDocuments.authReply(ScriptedClient.DEVICE, answers)))
        .contains("<auth><username>alice</username><" + name + ">***</" + name + "></auth>")
        .doesNotContain("wonder", "\n");
  }

  @Test
  void anAnswerInsideAnAnswerIsNotShownEither() {
    assertThat(
            MaskedDocument.of(
                Octets.utf8(
                    "<config-auth type='auth-reply'><auth><x><y a='b'>secret</y></x></auth>"
                        + "<session-token>secret</session-token></config-auth>")))
        .isEqualTo(
            "<config-auth type=\"auth-reply\"><auth><x>***</x></auth>"
                + "<session-token>***</session-token></config-auth>");
  }

  @Test
  void aFormIsShown() {
    assertThat(MaskedDocument.of(ServerDocuments.challenge(ScriptedClient.SETTINGS, "Code?")))
        .contains("<title>Example VPN</title>")
        .contains("<message id=\"0\" param1=\"\" param2=\"\">Code?</message>")
        .contains("<form><input label=\"Answer:\" name=\"answer\" type=\"password\"/></form>");
  }

  @Test
  void aTokenIsNotShown() {
    assertThat(
            MaskedDocument.of(ServerDocuments.complete(ScriptedClient.SETTINGS, Optional.empty())))
        .contains("<session-token>***</session-token>", "<nopkg/>")
        .doesNotContain("TOKEN");
  }

  @Test
  void aDocumentOfAnotherKindIsOnlyCounted() {
    assertThat(MaskedDocument.of(Octets.utf8("password=secret")))
        .isEqualTo("a document of 15 octets that is malformed");
  }

  @Test
  void aLineIsBoundedAndHasNoControlCharacters() {
    String line =
        MaskedDocument.of(
            Octets.utf8(
                "<config-auth a='&#10;'><b>" + "x&#13;&#10;".repeat(2000) + "</b></config-auth>"));
    assertThat(line).hasSizeLessThan(8 * 1024 + 10).endsWith("...").doesNotContain("\n", "\r");
  }

  @Test
  void aPacketMayHoldNone() {
    assertThat(MaskedDocument.in(EapPacket.success(1).encode())).isEmpty();
    assertThat(
            MaskedDocument.in(
                AnyConnectEap.Message.ofXml(EapPacket.Code.REQUEST, 1, ServerDocuments.hello())
                    .encode()))
        .get()
        .asString()
        .contains("type=\"hello\"");
  }
}
