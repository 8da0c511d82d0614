package io.gatehouse.protocol.eap.anyconnect;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.eap.anyconnect.AggregateAuthentication.Outcome;
import io.gatehouse.protocol.eap.anyconnect.AggregateAuthentication.Verdict;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginGroupTest {

  private static final LoginGroup STAFF = new LoginGroup("staff", "Our staff");
  private static final LoginGroup PARTNERS = new LoginGroup("partners", "Partners & guests");

  private static ScriptedClient begin() {
    return ScriptedClient.begin(Factors.PASSWORD, STAFF, PARTNERS);
  }

  private static Octets reply(Optional<String> group, String... extra) {
    var answers = new LinkedHashMap<String, Secret>();
    answers.put("username", Secret.utf8("alice"));
    answers.put("password", Secret.utf8("secret"));
    for (int i = 0; i < extra.length; i += 2) {
      answers.put(extra[i], Secret.utf8(extra[i + 1]));
    }
    return ClientDocuments.authReply(ScriptedClient.DEVICE, answers, group);
  }

  @Test
  void theFormListsTheGroupsAndTheDefaultIsPicked() {
    var client = begin().init();
    assertThat(client.form().groups()).containsExactly("staff", "partners");
    assertThat(client.request().xml().orElseThrow().utf8())
        .contains("<option value=\"staff\" selected=\"true\">Our staff</option>")
        .contains("<option value=\"partners\">Partners &amp; guests</option>");
    assertThat(client.dialogue().group()).contains("staff");
  }

  /** Whoever reads only the first gets the one that is picked. */
  @ParameterizedTest
  @CsvSource({"partners", "Partners & guests"})
  void theOneThatInitNamesIsPickedAndStandsFirst(String name) {
    var client = begin().pick(name);
    assertThat(client.form().groups()).containsExactly("partners", "staff");
    assertThat(client.dialogue().group()).contains("partners");
  }

  @Test
  void oneGroupNeedsNoList() {
    var client = ScriptedClient.begin(Factors.PASSWORD, STAFF).init();
    assertThat(client.form().groups()).isEmpty();
    assertThat(client.dialogue().group()).contains("staff");
  }

  @Test
  void withoutGroupsNothingIsPicked() {
    var client = ScriptedClient.begin().pick("staff");
    assertThat(client.form().groups()).isEmpty();
    assertThat(client.xml(reply(Optional.of("staff"))).dialogue().group()).isEmpty();
  }

  @Test
  void aGroupIsPickedInTheForm() {
    assertThat(begin().init().xml(reply(Optional.of("partners"))).dialogue().group())
        .contains("partners");
    assertThat(
            begin()
                .init()
                .xml(reply(Optional.empty(), "group_list", "partners"))
                .dialogue()
                .group())
        .contains("partners");
  }

  @Test
  void aGroupThatDoesNotExistCannotBePicked() {
    assertThat(begin().pick("admins").dialogue().group()).contains("staff");
    assertThat(begin().pick("partners").xml(reply(Optional.of("admins"))).dialogue().group())
        .contains("partners");
  }

  @Test
  void anotherGroupIsPickedWhileTheFormIsOpen() {
    var client = begin().init().pick("partners");
    assertThat(client.form().groups()).containsExactly("partners", "staff");
    client.xml(reply(Optional.empty())).verdict(new Verdict.Accepted()).ack();
    assertThat(client.outcome()).isInstanceOf(Outcome.Succeeded.class);
    assertThat(client.dialogue().group()).contains("partners");
  }

  /** What the user was asked before does not count in the other group. */
  @Test
  void anotherGroupIsPickedInTheMiddleOfAChallenge() {
    var client = begin().init().xml(reply(Optional.empty()));
    client.verdict(new Verdict.Challenged("Code?")).pick("partners");
    assertThat(client.form().id()).isEqualTo("main");
    assertThat(client.dialogue().group()).contains("partners");
  }

  @Test
  void theGroupIsKeptWhileTheUserTriesAgain() {
    var client = begin().pick("partners").xml(reply(Optional.empty()));
    client.verdict(new Verdict.Rejected(Optional.empty()));
    assertThat(client.form().groups()).containsExactly("partners", "staff");
  }

  @Test
  void anotherGroupIsPickedWhereACertificateIsAskedFor() {
    var client = ScriptedClient.begin(Factors.CERTIFICATE_AND_PASSWORD, STAFF, PARTNERS).init();
    assertThat(client.document()).isEqualTo(new ServerDocument.CertificateRequest());
    client.pick("partners");
    assertThat(client.document()).isEqualTo(new ServerDocument.CertificateRequest());
    assertThat(client.dialogue().group()).contains("partners");

    client
        .pick("partners")
        .isRefusedWith("A device certificate is needed, and this device has sent none.");
  }

  @Test
  void theInitThatComesWithACertificateMayNameTheGroup() {
    var client = ScriptedClient.begin(Factors.CERTIFICATE_AND_PASSWORD, STAFF, PARTNERS).init();
    client.show(
        Octets.hex("01"),
        Octets.hex("02"),
        ClientDocuments.init(ScriptedClient.DEVICE, Optional.of("partners")));
    assertThat(client.outcome()).isInstanceOf(Outcome.CheckCertificate.class);
    assertThat(client.certificateChecked(true).form().groups())
        .isEqualTo(List.of("partners", "staff"));
  }

  @Test
  void aGroupMayNotBePickedForEver() {
    var client = begin().init();
    for (int restart = 1; restart <= 10; restart++) {
      client.pick("partners");
    }
    client.pick("staff").isRefusedWith("Too many attempts.");
  }
}
