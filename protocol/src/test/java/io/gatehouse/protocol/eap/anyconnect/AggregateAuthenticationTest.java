package io.gatehouse.protocol.eap.anyconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.protocol.eap.EapPacket;
import io.gatehouse.protocol.eap.anyconnect.AggregateAuthentication.Outcome;
import io.gatehouse.protocol.eap.anyconnect.AggregateAuthentication.Verdict;
import io.gatehouse.protocol.octets.Octets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AggregateAuthenticationTest {

  @Test
  void aUserWithTheRightPasswordGetsIn() {
    var client = ScriptedClient.begin(1);
    assertThat(client.document()).isEqualTo(new ServerDocument.Hello());
    assertThat(client.request().identifier()).isEqualTo(1);
    assertThat(client.userIsAsked()).isFalse();

    client.init();
    assertThat(client.form().id()).isEqualTo("main");
    assertThat(client.form().error()).isEmpty();
    assertThat(client.request().identifier()).isEqualTo(2);
    assertThat(client.userIsAsked()).isTrue();

    client.reply("username", "alice", "password", " correct horse ");
    assertThat(client.asked()).isEqualTo(Map.entry("alice", " correct horse "));
    assertThat(client.dialogue().authenticated()).isFalse();

    client.verdict(new Verdict.Accepted());
    assertThat(client.document()).isInstanceOf(ServerDocument.Complete.class);
    assertThat(client.request().identifier()).isEqualTo(3);
    assertThat(client.userIsAsked()).isFalse();
    assertThat(client.dialogue().authenticated()).isTrue();

    client.ack();
    assertThat(client.outcome()).isEqualTo(new Outcome.Succeeded(Octets.hex("03030004")));
    assertThat(client.dialogue().authenticated()).isTrue();
  }

  @Test
  void theClientIsDescribedFromItsInit() {
    assertThat(ScriptedClient.begin().dialogue().clientDescription()).isEmpty();
    assertThat(ScriptedClient.atLogin().dialogue().clientDescription())
        .contains("5.1.2.42 linux-64");
  }

  @Test
  void theIdentifierWrapsAround() {
    var client = ScriptedClient.begin(255);
    assertThat(client.request().identifier()).isEqualTo(255);
    assertThat(client.init().request().identifier()).isZero();
  }

  @Test
  void aWrongPasswordMayBeTriedAgain() {
    var client = ScriptedClient.atChecking().verdict(new Verdict.Rejected(Optional.empty()));
    assertThat(client.form().error()).contains("Login failed.");
    assertThat(client.form().inputs()).isEqualTo(ScriptedClient.atLogin().form().inputs());
    assertThat(client.userIsAsked()).isTrue();

    client.reply("username", "alice", "password", "right");
    assertThat(client.asked()).isEqualTo(Map.entry("alice", "right"));
    client.verdict(new Verdict.Accepted()).ack();
    assertThat(client.outcome()).isInstanceOf(Outcome.Succeeded.class);
  }

  @Test
  void theUserIsToldWhatAaaSays() {
    var client =
        ScriptedClient.atChecking().verdict(new Verdict.Rejected(Optional.of("Locked until 9:00")));
    assertThat(client.form().error()).contains("Locked until 9:00");
  }

  @Test
  void threeWrongPasswordsAreTheEnd() {
    var client = ScriptedClient.atLogin();
    for (int attempt = 1; attempt <= 3; attempt++) {
      client.reply("username", "alice", "password", "wrong");
      assertThat(client.outcome()).isInstanceOf(Outcome.CheckPassword.class);
      client.verdict(new Verdict.Rejected(Optional.empty()));
    }
    client.isRefusedWith("Login failed.");
  }

  @Test
  void aFreshInitGivesNoFreshAttempts() {
    var client = ScriptedClient.atLogin();
    for (int attempt = 1; attempt <= 3; attempt++) {
      client.init().reply("username", "alice", "password", "wrong");
      client.verdict(new Verdict.Rejected(Optional.empty()));
    }
    client.isRefusedWith("Login failed.");
  }

  @Test
  void aaaMayAskMore() {
    var client = ScriptedClient.atChecking().verdict(new Verdict.Challenged("Code?"));
    assertThat(client.form().id()).isEqualTo("challenge");
    assertThat(client.form().message()).contains("Code?");
    assertThat(client.userIsAsked()).isTrue();

    client.reply("answer", "123456");
    assertThat(client.asked()).isEqualTo(Map.entry("alice", "123456"));
    client.verdict(new Verdict.Accepted()).ack();
    assertThat(client.outcome()).isInstanceOf(Outcome.Succeeded.class);
  }

  @Test
  void aChallengeIsAboutTheUserWhoBegan() {
    var client = ScriptedClient.atChecking().verdict(new Verdict.Challenged("Code?"));
    client.reply("username", "mallory", "password", "123456");
    assertThat(client.asked()).isEqualTo(Map.entry("alice", "123456"));
  }

  @Test
  void aWrongAnswerLeadsBackToTheLoginForm() {
    var client = ScriptedClient.atChecking().verdict(new Verdict.Challenged("Code?"));
    client.reply("answer", "000000").verdict(new Verdict.Rejected(Optional.empty()));
    assertThat(client.form().id()).isEqualTo("main");
    assertThat(client.form().error()).isPresent();
  }

  @Test
  void challengesAreBounded() {
    var client = ScriptedClient.atChecking();
    for (int round = 1; round <= 10; round++) {
      client.verdict(new Verdict.Challenged("Again?"));
      assertThat(client.form().id()).isEqualTo("challenge");
      client.reply("answer", "x");
    }
    client.verdict(new Verdict.Challenged("Again?")).isRefusedWith("Login failed.");
  }

  @Test
  void aRefusalByPolicyIsExplainedBeforeTheFailure() {
    ScriptedClient.atChecking()
        .verdict(new Verdict.Refused("Access is not allowed for this account."))
        .isRefusedWith("Access is not allowed for this account.");
  }

  @Test
  void aFreshInitBeginsAnew() {
    var client = ScriptedClient.atChecking().verdict(new Verdict.Challenged("Code?")).init();
    assertThat(client.form().id()).isEqualTo("main");
    client.reply("username", "bob", "password", "x");
    assertThat(client.asked().getKey()).isEqualTo("bob");
  }

  @Test
  void aFreshInitAfterCompleteTakesTheLoginBack() {
    var client = ScriptedClient.atComplete().init();
    assertThat(client.form().id()).isEqualTo("main");
    assertThat(client.dialogue().authenticated()).isFalse();
  }

  @Test
  void freshInitsAreBounded() {
    var client = ScriptedClient.atLogin();
    for (int restart = 1; restart <= 10; restart++) {
      assertThat(client.init().form().id()).isEqualTo("main");
    }
    client.init().isRefusedWith("Too many attempts.");
  }

  @Test
  void anEmptyResponseIsAskedAgainOnce() {
    Octets empty = Octets.hex("0202000cfe00000944425250");
    var client = ScriptedClient.atLogin();
    var asked = client.outcome();
    assertThat(client.receive(empty).outcome()).isEqualTo(asked);
    client.receive(empty).hasFailed();
  }

  @Test
  void aResponseToAnotherRequestIsAskedAgainOnce() {
    Octets stale =
        AnyConnectEap.Message.ofXml(
                EapPacket.Code.RESPONSE, 1, ClientDocuments.init(ScriptedClient.DEVICE))
            .encode();
    var client = ScriptedClient.atLogin();
    var asked = client.outcome();
    assertThat(client.receive(stale).outcome()).isEqualTo(asked);
    client.receive(stale).hasFailed();
  }

  @Test
  void theDialogueGoesOnAfterARepetition() {
    var client = ScriptedClient.atLogin().receive(Octets.hex("0202000cfe00000944425250"));
    client.reply("username", "alice", "password", "x").verdict(new Verdict.Accepted());
    var asked = client.outcome();
    assertThat(client.receive(Octets.hex("0203000cfe00000944425250")).outcome()).isEqualTo(asked);
    assertThat(client.ack().outcome()).isInstanceOf(Outcome.Succeeded.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "02010006031a", // Nak
        "02010014fe00000000000003fe0000000000001a", // expanded Nak
        "0201000a01616c696365", // Identity
        "0101000cfe00000944425250", // a request
        "03010004", // Success
        "02", // no EAP packet
        "0201000dfe0000094442525001" // no TLV
      })
  void aClientThatDoesNotSpeakTheMethodFails(String hex) {
    ScriptedClient.begin().receive(Octets.hex(hex)).hasFailed();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rubbish",
        "<html/>",
        "<config-auth type='logout'/>",
        "<config-auth type='ack'/>",
        "<config-auth type='auth-reply'><auth><username>a</username></auth></config-auth>",
        "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><config-auth type='init'>&b;"
            + "</config-auth>"
      })
  void adocumentThatIsOutOfPlaceIsRefused(String document) {
    ScriptedClient.begin()
        .xml(Octets.utf8(document))
        .isRefusedWith("The request was not understood.");
  }

  @Test
  void anAnswerAfterCompleteIsRefused() {
    ScriptedClient.atComplete()
        .reply("username", "alice", "password", "x")
        .isRefusedWith("The request was not understood.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "line\nbreak", "escape\u009b"})
  void aUserNameThatCannotBeIsNeverAskedAbout(String userName) {
    var client = ScriptedClient.atLogin().reply("username", userName, "password", "x");
    assertThat(client.form().error()).contains("Login failed.");
  }

  @Test
  void namesAndPasswordsAreBoundedInOctets() {
    assertThat(login("é".repeat(126), "x")).isInstanceOf(Outcome.CheckPassword.class);
    assertThat(login("é".repeat(127), "x")).isInstanceOf(Outcome.Send.class);
    assertThat(login("alice", "é".repeat(64))).isInstanceOf(Outcome.CheckPassword.class);
    assertThat(login("alice", "é".repeat(65))).isInstanceOf(Outcome.Send.class);
    assertThat(login("alice", "")).isInstanceOf(Outcome.Send.class);
  }

  @Test
  void anAnswerThatIsMissingCountsAsAWrongOne() {
    var client = ScriptedClient.atLogin();
    client.reply().reply("username", "alice").reply("password", "x").isRefusedWith("Login failed.");
  }

  @Test
  void nothingIsHeardWhileAaaIsAsked() {
    ScriptedClient.atChecking().receive(Octets.hex("0202000cfe00000944425250")).hasFailed();
  }

  @Test
  void nothingIsHeardAfterTheEnd() {
    var client = ScriptedClient.atComplete().ack();
    client.receive(Octets.hex("0203000cfe00000944425250")).hasFailed();
  }

  @Test
  void aVerdictNeedsAQuestion() {
    assertThatThrownBy(() -> ScriptedClient.atLogin().verdict(new Verdict.Accepted()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aDialogueDoesNotChange() {
    var before = ScriptedClient.begin().dialogue();
    Octets init =
        AnyConnectEap.Message.ofXml(
                EapPacket.Code.RESPONSE, 1, ClientDocuments.init(ScriptedClient.DEVICE))
            .encode();
    assertThat(before.receive(init)).isEqualTo(before.receive(init));
  }

  @Test
  void noSecretIsPrinted() {
    assertThat(ScriptedClient.atChecking().dialogue().toString()).doesNotContain("secret", "TOKEN");
    assertThat(ScriptedClient.atChecking().outcome().toString()).doesNotContain("secret");
  }

  private static Outcome login(String userName, String password) {
    return ScriptedClient.atLogin().reply("username", userName, "password", password).outcome();
  }
}
