package io.gatehouse.node.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.policy.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator types, and what becomes of it. */
class ConsoleSessionTest {

  static final List<String> FOURTEEN_LINES =
      List.of(
          "enable",
          "configure terminal",
          "crypto ikev2 profile profile1",
          "aaa accounting anyconnect-eap list1",
          "match identity remote key-id aggauth_user3@abc.com",
          "authentication remote anyconnect-eap aggregate cert-request",
          "authentication local rsa-sig",
          "pki trustpoint CA1",
          "aaa authentication anyconnect-eap list1",
          "aaa authorization group anyconnect-eap list list1 name-mangler mangler1",
          "aaa authorization user anyconnect-eap cached",
          "aaa authorization user anyconnect-eap list list1 name-mangler mangler1",
          "end",
          "show crypto ikev2 session detailed");

  @TempDir private static Path directory;
  private static Path policy;
  private MemoryArchive archive;
  private ConsoleSession session;

  @BeforeAll
  static void writePolicy() throws IOException, GeneralSecurityException {
    policy = PolicyDirectory.in(directory);
  }

  @BeforeEach
  void connect() throws IOException {
    archive = new MemoryArchive(policy);
    session = session("carol");
  }

  private ConsoleSession session(String user) {
    return new ConsoleSession(new ScriptedHeadend(archive), user);
  }

  @Test
  void fourteenLinesMakeAProfileThatTakesEffect() {
    for (String line : FOURTEEN_LINES) {
      assertThat(session.enter(line).failed()).as(line).isFalse();
    }
    assertThat(archive.active().policy().profiles()).extracting(Profile::name).contains("profile1");
    assertThat(archive.running().version().author()).isEqualTo("carol");
    assertThat(session.prompt()).isEqualTo("vpn1#");
    assertThat(session.enter("show crypto ikev2 profile profile1").text())
        .isEqualTo(
            """
            IKEv2 profile: profile1
             Shutdown : No
             Match criteria:\s
              Fvrf: global
              Local address/interface: none
              Identities:\s
               key-id aggauth_user3@abc.com
              Certificate maps: none
             Local identity: none
             Remote identity: none
             Local authentication method: rsa-sig
             Remote authentication method(s): anyconnect-eap
             EAP options: none
             Keyring: none
             Trustpoint(s):\s
              CA1
             Lifetime: 86400 seconds
             DPD: disabled
             NAT-keepalive: disabled
             Ivrf: none
             Virtual-template: none
             mode auto: none
             AAA AnyConnect EAP authentication mlist: list1
             AAA EAP authentication mlist: none
             AAA authentication mlist: none
             AAA Accounting: list1
             AAA group authorization: list1 name-mangler mangler1
             AAA user authorization: cached, list1 name-mangler mangler1
            """);
  }

  @Test
  void thePromptTellsWhereOneIs() {
    assertThat(session.prompt()).isEqualTo("vpn1>");
    enter("enable");
    assertThat(session.prompt()).isEqualTo("vpn1#");
    enter("conf t");
    assertThat(session.prompt()).isEqualTo("vpn1(config)#");
    enter("crypto ikev2 profile A");
    assertThat(session.prompt()).isEqualTo("vpn1(config-ikev2-profile)#");
    enter("exit");
    assertThat(session.prompt()).isEqualTo("vpn1(config)#");
    enter("abort");
    assertThat(session.prompt()).isEqualTo("vpn1#");
    enter("disable");
    assertThat(session.prompt()).isEqualTo("vpn1>");
    enter("exit");
    assertThat(session.ended()).isTrue();
  }

  @Test
  void aLineThatIsWrongIsRefusedAtOnceAndTheOthersStay() {
    enter("enable", "configure terminal", "crypto ikev2 profile A", "lifetime 1000");

    assertThat(session.enter("lifetme 500"))
        .isEqualTo(
            Answer.failure(
                """
                                           ^
                % Invalid input detected at '^' marker.

                % unknown command 'lifetme' in crypto ikev2 profile (did you mean 'lifetime'?)
                """));
    assertThat(session.enter("match identity").text()).isEqualTo("% Incomplete command.\n\n");
    assertThat(session.enter("aaa auth").text()).isEqualTo("% Ambiguous command:  \"aaa auth\"\n");
    assertThat(session.enter("do show running-config").text()).doesNotContain("profile A");
    enter("shutdown", "end");
    assertThat(session.enter("show running-config crypto ikev2 profile").text())
        .isEqualTo("crypto ikev2 profile A\n lifetime 1000\n shutdown\n");
  }

  @Test
  void whatCannotBeUsedStaysToBeMended() {
    enter("enable", "configure terminal", "crypto ikev2 profile A", "pki trustpoint NONE");

    Answer refused = session.enter("end");

    assertThat(refused.failed()).isTrue();
    assertThat(refused.text()).contains("NONE", "% Mend it and 'end' again");
    assertThat(archive.running().version().number()).isEqualTo(1);
    enter("no crypto ikev2 profile A", "hostname vpn9", "end");
    assertThat(session.prompt()).isEqualTo("vpn9#");
  }

  @Test
  void twoWhoEditAtOnceDoNotUndoEachOther() {
    ConsoleSession other = session("dave");
    enter("enable", "configure terminal", "ip local pool MINE 10.1.0.1 10.1.0.9");
    for (String line : List.of("enable", "configure terminal", "hostname hub", "end")) {
      assertThat(other.enter(line).failed()).isFalse();
    }

    Answer conflict = session.enter("end");

    assertThat(conflict.failed()).isTrue();
    assertThat(conflict.text())
        .contains("The configuration is version 2 by dave now", "is entered on it now");
    assertThat(session.enter("end")).isEqualTo(Answer.of("Configuration version 3\n"));
    assertThat(archive.running().text().masked())
        .contains("hostname hub", "ip local pool MINE 10.1.0.1 10.1.0.9");
  }

  @Test
  void aTextBetweenDelimitersMayHaveSeveralLines() {
    enter("enable", "configure terminal", "crypto ikev2 authorization policy example.com");
    enter("banner ^C", "Welcome", "end", "^C", "end");
    assertThat(archive.running().text().masked()).contains("banner ^C\nWelcome\nend\n^C");
  }

  @Test
  void earlierVersionsComeBack() throws IOException {
    enter("enable", "configure terminal", "hostname hub", "end");
    assertThat(session.enter("show archive").text())
        .isEqualTo(
            """
            The most recent version of the configuration is 2.
             Version  Time                     Node                 Author
             2        2026-01-01 00:00:01 UTC  vpn1                 carol
             1        2026-01-01 00:00:00 UTC  vpn1                 flexvpn.conf
            """);
    assertThat(session.enter("configure rollback 1"))
        .isEqualTo(Answer.of("Configuration version 3\n"));
    assertThat(session.prompt()).isEqualTo("vpn1#");
    assertThat(session.enter("configure rollback 9").text())
        .isEqualTo("% There is no version 9.\n");
    Path file = Files.writeString(directory.resolve("other.conf"), "hostname other\n");
    assertThat(session.enter("configure replace " + file).text())
        .isEqualTo("%% %s is not a file of yours.\n".formatted(file));
    ConsoleSession owner = session(Files.getOwner(file).getName());
    owner.enter("enable");
    assertThat(owner.enter("configure replace " + file).text())
        .isEqualTo("Configuration version 4\n");
    assertThat(session.prompt()).isEqualTo("other#");
    assertThat(session.enter("configure replace other.conf").failed()).isTrue();
    assertThat(session.enter("configure replace /dev/zero").text())
        .isEqualTo("% /dev/zero is not a file.\n");
  }

  @Test
  void noSecretIsShown() {
    enter("enable", "configure terminal", "username bob password 0 swordfish", "end");
    assertThat(session.enter("show running-config").text())
        .contains("username bob password 0 <removed>")
        .doesNotContain("swordfish", "hunter2");
    assertThat(session.enter("show archive version 2").text()).doesNotContain("swordfish");
  }

  @Test
  void whatThereIsIsShown() {
    assertThat(session.enter("show ip local pool").text())
        .isEqualTo(
            """
             Pool                     Begin            End                Free In use Blocked
             REMOTE                   10.99.0.1        10.99.0.254         251      3       0
            """);
    assertThat(session.enter("show cluster | include 10.0.0.2").text())
        .startsWith(" vpn2 ")
        .contains("10.0.0.2:17355");
    assertThat(session.enter("show version").text()).isEqualTo("Gatehouse 0.1.0\n");
  }

  @Test
  void sessionsEndWhenOneSaysWhich() {
    enter("enable");
    assertThat(session.enter("clear crypto session").text()).isEqualTo("% Incomplete command.\n\n");
    assertThat(session.enter("clear crypto session all").text())
        .isEqualTo("Sessions that end: 0\n");
    assertThat(session.enter("clear crypto ikev2 sa user alice").text())
        .isEqualTo("Sessions that end: 1\n");
    assertThat(session.enter("clear crypto session id 12").text())
        .isEqualTo("Sessions that end: 1\n");
    assertThat(session.enter("clear crypto session address 10.99.0.7").text())
        .isEqualTo("Sessions that end: 1\n");
  }

  @Test
  void sessionsAreToldToMachines() {
    assertThat(session.enter("show crypto session | json").text())
        .contains("\"total\" : 0", "\"sessions\" : [ ]");
    assertThat(session.enter("show version | json").failed()).isTrue();
  }

  private void enter(String... lines) {
    for (String line : lines) {
      assertThat(session.enter(line).failed()).as(line).isFalse();
    }
  }
}
