package io.gatehouse.cluster.config.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.config.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of lines that are no commands. */
class MisreadingTest {

  @Test
  void anUnknownCommandIsShownWithACaretAndTheNearestCommand() {
    assertThat(only("crypto ikev2 profile P\n lifetme 500\n"))
        .startsWith(
            "vpn.conf:2:2: unknown command 'lifetme' in crypto ikev2 profile"
                + " (did you mean 'lifetime'?); expected match, identity, ")
        .endsWith(
            """

               lifetme 500
               ^\
            """);
  }

  @Test
  void anUnknownCommandOutsideOfBlocksIsComparedWithTheGlobalOnes() {
    assertThat(only("crypto ikev2 profile P\n lifetime 500\nhostnme x\n"))
        .contains("vpn.conf:3:1: unknown command 'hostnme' in the configuration")
        .contains("(did you mean 'hostname'?)");
  }

  @Test
  void anArgumentOutOfRangeIsMarkedAndTheRangeIsNamed() {
    assertThat(only("crypto ikev2 cookie-challenge 1001"))
        .isEqualTo(
            """
            vpn.conf:1:31: unexpected '1001'; expected a number from 0 to 1000
              crypto ikev2 cookie-challenge 1001
                                            ^\
            """);
  }

  @Test
  void anIncompleteCommandIsMarkedBehindItsEnd() {
    assertThat(only("ip local pool REMOTE"))
        .isEqualTo(
            """
            vpn.conf:1:21: the command is incomplete; expected an IPv4 address
              ip local pool REMOTE
                                  ^\
            """);
  }

  @Test
  void wordsBehindACompleteCommandAreTooMany() {
    assertThat(only("aaa new-model please"))
        .isEqualTo(
            """
            vpn.conf:1:15: unexpected 'please'; expected the end of the line
              aaa new-model please
                            ^\
            """);
  }

  @Test
  void theCaretStandsUnderATabbedLineToo() {
    assertThat(only("crypto ikev2 proposal P\n\tgroup 2\n")).endsWith("\n  \tgroup 2\n  \t      ^");
  }

  /** Otherwise the key would be the word that says which key it is. */
  @ParameterizedTest
  @ValueSource(strings = {"local", "remote", "hex", "0", "6", "local hex", "remote 0"})
  void aKeyCannotBeLeftOut(String words) {
    String block = "crypto ikev2 keyring K\n peer P\n  pre-shared-key ";
    assertThat(only(block + words)).contains("the command is incomplete");
  }

  @Test
  void hexadecimalDigitsThatAreNoneAreNotTakenForAPassword() {
    assertThat(only("crypto ikev2 keyring K\n peer P\n  pre-shared-key hex abc"))
        .contains("expected an even number of hexadecimal digits")
        .doesNotContain("abc");
  }

  @ParameterizedTest
  @ValueSource(strings = {"group eap list L name-mangler", "user eap list L password"})
  void aKeywordIsNotTakenForTheNameThatIsAskedFor(String words) {
    assertThat(only("crypto ikev2 profile P\n aaa authorization " + words))
        .contains("the command is incomplete");
  }

  @Test
  void anAmbiguousWordIsMarkedWithAllThatItMayMean() {
    assertThat(only("cry ik pro X"))
        .isEqualTo(
            """
            vpn.conf:1:8: ambiguous 'pro'; expected proposal or profile
              cry ik pro X
                     ^\
            """);
  }

  @Test
  void aNumberIsNotAbbreviated() {
    assertThat(only("crypto ikev2 proposal P\n group 1\n")).contains("unexpected '1'");
    assertThat(only("crypto ipsec profile P\n set pfs group1\n")).contains("unexpected 'group1'");
  }

  @Test
  void aTextThatDoesNotEndIsMarkedWhereItBegins() {
    assertThat(only("crypto ikev2 authorization policy P\n banner ^Chello\n pool X\n"))
        .contains("vpn.conf:2:9: the text does not end; expected '^C' behind its last line");
  }

  @Test
  void theSecretOfAnAbbreviatedKeywordIsNotShown() {
    assertThat(only("user alice privilege 99 pass hunter2\n")).doesNotContain("hunter");
    assertThat(only("radius server R\n timeout 5 k hunter2\n")).doesNotContain("hunter");
    assertThat(only("radius server R\n addr ipv4 192.0.2.1 ke hunter2\n")).doesNotContain("hunter");
  }

  @Test
  void everyMistakeOfTheFileIsReported() {
    assertThat(mistakes("nonsense 1\nhostname\nip local pool P 1.2.3.4.5\n"))
        .extracting(problem -> problem.line() + ":" + problem.column())
        .containsExactly("1:1", "2:9", "3:17");
  }

  @Test
  void theLinesOfABlockWithAMistypedHeaderAreNotReportedAgain() {
    assertThat(mistakes("crypto ikev2 profle P\n match identity remote any\n lifetime 5000\n"))
        .extracting(Problem::line)
        .containsExactly(1);
  }

  @Test
  void theLinesOfABlockWhoseHeaderIsIncompleteAreReadAllTheSame() {
    assertThat(mistakes("crypto ikev2 keyring\n peer X\n  adress 192.0.2.1\n"))
        .extracting(problem -> problem.line() + ":" + problem.column())
        .containsExactly("1:21", "3:3");
  }

  @Test
  void aVeryWrongFileIsReportedUpToFiftyMistakes() {
    assertThat(mistakes("nonsense\n".repeat(1000))).hasSize(Problems.MAXIMUM);
  }

  @Test
  void theSecretsOfAMistypedLineAreNotShown() {
    assertThat(only("radius server R\n kye 0 hunter2 hunter3\n"))
        .contains("unknown command 'kye'")
        .contains("kye 0 ******* *******")
        .doesNotContain("hunter");
    assertThat(only("username alice hunter2")).doesNotContain("hunter");
    assertThat(only("crypto ikev2 keyring K\n peer P\n  pre-shred-key local hunter2\n"))
        .doesNotContain("hunter");
  }

  @Test
  void aLongLineIsShownAroundTheMistake() {
    String shown = only("aaa authentication login L local " + "local ".repeat(100) + "loxa");
    assertThat(shown.lines().toList().get(1)).hasSizeLessThan(130).endsWith("local loxa");
    assertThat(shown.lines().toList().get(2).stripLeading()).isEqualTo("^");
    assertThat(shown.lines().toList().get(2).length())
        .isEqualTo(shown.lines().toList().get(1).length() - 3);
  }

  @Test
  void whatIsNoTextIsRefusedBeforeAnythingElse() {
    assertThat(only("hostname a\u0007b")).contains(":1:11:").contains("U+0007").contains("a?b");
    assertThat(only("hostname a\uFFFDb")).contains(":1:11:").contains("UTF-8");
    assertThat(only("!" + "x".repeat(Line.MAXIMUM_LENGTH)))
        .contains(":1:4097: the line is too long");
    assertThat(only("x ".repeat(300))).contains(":1:513: the line has too many words");
    assertThat(mistakes("\n".repeat(70_000)))
        .extracting(Problem::what)
        .containsExactly("the file has too many lines");
    assertThat(mistakes("!\n".repeat(600_000)))
        .extracting(Problem::what)
        .contains("the file is too long");
  }

  private static String only(String text) {
    List<Problem> mistakes = mistakes(text);
    assertThat(mistakes).hasSize(1);
    return mistakes.getFirst().toString();
  }

  private static List<Problem> mistakes(String text) {
    return StatementReader.read("vpn.conf", text).problems().mistakes();
  }
}
