package io.gatehouse.cluster.config.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How lines become statements and blocks. */
class StatementReaderTest {

  @Test
  void subCommandsNeedNoIndentation() {
    Section section = section("crypto ikev2 profile P\nlifetime 500\nhostname x\n");

    assertThat(
            section.last(Command.IKEV2_PROFILE).orElseThrow().body().has(Command.PROFILE_LIFETIME))
        .isTrue();
    assertThat(section.has(Command.HOSTNAME)).isTrue();
  }

  @Test
  void aCommandThatIsNotOfTheBlockEndsItEvenWhenIndented() {
    Section section = section("crypto ikev2 profile P\n lifetime 500\n hostname x\n");

    assertThat(section.has(Command.HOSTNAME)).isTrue();
  }

  @Test
  void blocksNest() {
    Section section =
        section(
            """
            crypto ikev2 keyring K
             peer A
              address 192.0.2.1
             peer B
              address 192.0.2.2
            """);

    Section keyring = section.last(Command.IKEV2_KEYRING).orElseThrow().body();
    assertThat(keyring.all(Command.KEYRING_PEER))
        .extracting(peer -> peer.body().last(Command.PEER_ADDRESS).orElseThrow().line().number())
        .containsExactly(3, 5);
  }

  @Test
  void exitEndsOneBlockAndEndEndsAll() {
    String peer = "crypto ikev2 keyring K\n peer A\n";

    assertThat(understood(peer + "exit\npeer B\n")).isTrue();
    assertThat(understood(peer + "exit\nexit\npeer B\n")).isFalse();
    assertThat(understood(peer + "end\npeer B\n")).isFalse();
    assertThat(understood("exit\nend\nexit\nhostname x\n")).isTrue();
  }

  @Test
  void aBlockThatIsOpenedAgainGoesOn() {
    Section section =
        section(
            """
            crypto ikev2 profile P
             lifetime 500
            hostname x
            crypto ikev2 profile P
             shutdown
            """);

    List<Statement> profiles = section.all(Command.IKEV2_PROFILE);
    assertThat(profiles).hasSize(1);
    assertThat(profiles.getFirst().body().has(Command.PROFILE_SHUTDOWN)).isTrue();
    assertThat(profiles.getFirst().body().has(Command.PROFILE_LIFETIME)).isTrue();
  }

  @Test
  void noTakesBackWhatBeginsWithTheSameWords() {
    Section section =
        section(
            """
            hostname x
            crypto ikev2 profile P
             lifetime 500
             shutdown
             no shutdown
            crypto ikev2 profile Q
            no crypto ikev2 profile Q
            no hostname
            """);

    assertThat(section.has(Command.HOSTNAME)).isFalse();
    assertThat(section.all(Command.IKEV2_PROFILE)).hasSize(1);
    Section body = section.all(Command.IKEV2_PROFILE).getFirst().body();
    assertThat(body.has(Command.PROFILE_SHUTDOWN)).isFalse();
    assertThat(body.has(Command.PROFILE_LIFETIME)).isTrue();
  }

  @Test
  void defaultTakesBackAsNoDoes() {
    assertThat(section("hostname x\ndefault hostname\n").has(Command.HOSTNAME)).isFalse();
  }

  @Test
  void whatNoTakesBackMayBeAbbreviated() {
    Section section =
        section(
            """
            cry ikev2 prof P
             lifetime 500
             no life
            crypto ikev2 profile Q
            no cry ikev2 prof Q
            """);

    assertThat(section.all(Command.IKEV2_PROFILE)).hasSize(1);
    assertThat(section.all(Command.IKEV2_PROFILE).getFirst().body().statements()).isEmpty();
  }

  @Test
  void aFirstWordInFullIsNoAbbreviationInAnInnerBlock() {
    Section section =
        section("crypto pki trustpoint T\nip loc pool P 10.0.0.1\nno ip loc pool P\n");

    assertThat(section.has(Command.LOCAL_POOL)).isFalse();
    assertThat(section.all(Command.PKI_TRUSTPOINT).getFirst().body().statements()).isEmpty();
  }

  @Test
  void noOfARefusedCommandIsWhatGatehouseDoesAnyway() {
    assertThat(understood("no crypto ikev2 http-url cert\n")).isTrue();
    assertThat(understood("crypto ikev2 http-url cert\n")).isFalse();
  }

  @Test
  void noOfANonCommandIsAMistake() {
    assertThat(StatementReader.read("f", "no such thing\n").problems().mistakes())
        .extracting(problem -> problem.column() + " " + problem.what())
        .containsExactly("4 unknown command 'such' in the configuration");
  }

  @Test
  void commentsBlankLinesAndCarriageReturnsAreNothing() {
    assertThat(section("! hostname a\r\n\r\n   ! b\r\nhostname c\r\n").statements())
        .extracting(statement -> statement.required("name").text())
        .containsExactly("c");
  }

  @Test
  void keywordsAreTheSameInUpperCaseAndNamesAreNot() {
    Section section = section("HostName MixedCase\n");

    assertThat(section.last(Command.HOSTNAME).orElseThrow().required("name").text())
        .isEqualTo("MixedCase");
  }

  @Test
  void aRestOfALineKeepsItsBlanksAndItsCommentMark() {
    Section section = section("crypto ikev2 authorization policy P\n banner Hello,  you ! \n");

    Statement policy = section.last(Command.IKEV2_AUTHORIZATION_POLICY).orElseThrow();
    assertThat(policy.body().last(Command.BANNER).orElseThrow().required("text").text())
        .isEqualTo("Hello,  you !");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "banner ^CHello,\n  you!\n^C",
        "banner ^C\nHello,\n  you!^C",
        "banner #Hello,\n  you!# ignored",
        "ban ^\nHello,\n  you!\n^",
      })
  void aTextGoesOnToItsClosingDelimiter(String banner) {
    Section section =
        section("crypto ikev2 authorization policy P\n " + banner + "\n pool X\nhostname h\n");

    Section policy = section.last(Command.IKEV2_AUTHORIZATION_POLICY).orElseThrow().body();
    assertThat(policy.last(Command.BANNER).orElseThrow().required("text").text())
        .isEqualTo("Hello,\n  you!");
    assertThat(policy.has(Command.POOL)).isTrue();
    assertThat(section.has(Command.HOSTNAME)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"^CHello^C, Hello", "^Cisco users^, Cisco users", "#x# y, x", "^C^C, ''"})
  void aTextMayEndInItsLine(String banner, String text) {
    Section section = section("crypto ikev2 authorization policy P\n banner " + banner + "\n");

    Statement policy = section.last(Command.IKEV2_AUTHORIZATION_POLICY).orElseThrow();
    assertThat(policy.body().last(Command.BANNER).orElseThrow().required("text").text())
        .isEqualTo(text);
  }

  private static Section section(String text) {
    StatementReader.Reading reading = StatementReader.read("vpn.conf", text);
    assertThat(reading.problems().mistakes()).isEmpty();
    return reading.section();
  }

  private static boolean understood(String text) {
    return StatementReader.read("vpn.conf", text).problems().mistakes().isEmpty();
  }
}
