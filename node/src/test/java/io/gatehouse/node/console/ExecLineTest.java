package io.gatehouse.node.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.config.language.Prospect;
import io.gatehouse.cluster.config.language.Prospect.Option;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is typed outside of the configuration is understood, completed and refused as on IOS. */
class ExecLineTest {

  @ParameterizedTest
  @CsvSource({
    "show crypto ikev2 session detailed, SHOW_SESSIONS",
    "sh cry ikev2 sess det, SHOW_SESSIONS",
    "SHOW CRYPTO IKEV2 SESSION, SHOW_SESSIONS",
    "sh cry sess, SHOW_CRYPTO_SESSIONS",
    "conf t, CONFIGURE_TERMINAL",
    "en, ENABLE",
    "q, EXIT",
    "show run, SHOW_RUNNING_CONFIGURATION",
    "show running-config crypto ikev2 profile A, SHOW_RUNNING_CONFIGURATION",
    "show crypto ikev2 session user detailed, SHOW_SESSIONS"
  })
  void commandsMayBeAbbreviated(String line, ExecCommand command) {
    assertThat(ExecLine.read(Privilege.PRIVILEGED, line, 0))
        .isInstanceOfSatisfying(
            ExecLine.Reading.Command.class,
            reading -> assertThat(reading.command()).isEqualTo(command));
  }

  @Test
  void aLineThatIsWrongIsMarkedWhereItIs() {
    assertThat(refused("show crypto ikev2 sesion", "vpn1#".length()))
        .isEqualTo(
            """
                                   ^
            % Invalid input detected at '^' marker.

            """);
    assertThat(refused("show cluster | inclde x", 0))
        .isEqualTo(
            """
                           ^
            % Invalid input detected at '^' marker.

            """);
  }

  @Test
  void aLineThatIsNotFinishedSaysSo() {
    assertThat(refused("show crypto", 0)).isEqualTo("% Incomplete command.\n\n");
    assertThat(refused("show cluster |", 0)).isEqualTo("% Incomplete command.\n\n");
    assertThat(refused("show cluster | include", 0)).isEqualTo("% Incomplete command.\n\n");
  }

  @Test
  void aWordThatMayBeSeveralIsAmbiguous() {
    assertThat(refused("show c", 0)).isEqualTo("% Ambiguous command:  \"show c\"\n");
  }

  @Test
  void whatChangesThingsIsNotThereBeforeEnable() {
    assertThat(ExecLine.read(Privilege.USER, "configure terminal", 0))
        .isEqualTo(new ExecLine.Reading.Refused(Complaint.invalid(0, 1)));
  }

  @Test
  void aQuestionMarkBehindABlankTellsWhatFollows() {
    assertThat(help("show crypto ikev2 "))
        .isEqualTo(
            """
              profile   Shows ikev2 profiles
              sa        Shows ikev2 SAs
              session   Shows ikev2 active session
              stats     Shows ikev2 stats
            """);
    assertThat(help("show crypto ikev2 profile "))
        .isEqualTo(
            """
              WORD      Name of a profile
              |         Output modifiers
              <cr>
            """);
    assertThat(help("terminal length "))
        .isEqualTo(
            """
              <0-512>   Number of lines on screen (0 for no pausing)
            """);
  }

  @Test
  void aQuestionMarkBehindAWordTellsWhatBeginsSo() {
    assertThat(help("show crypto ikev2 s")).isEqualTo("sa  session  stats\n");
    assertThat(help("show crypto x")).isEqualTo("% Unrecognized command\n");
    assertThat(help("show nothing ")).isEqualTo("% Unrecognized command\n");
    assertThat(help("show c x")).isEqualTo("% Ambiguous command:  \"show c x\"\n");
    assertThat(help("show cluster | i")).isEqualTo("include\n");
  }

  @Test
  void everyWordHasHelp() {
    Deque<String> lines = new ArrayDeque<>(List.of(""));
    List<String> without = new ArrayList<>();
    int asked = 0;
    while (!lines.isEmpty()) {
      String line = lines.poll();
      asked++;
      for (Option option : options(line)) {
        if (!option.shown().equals("<cr>") && option.help().isEmpty()) {
          without.add(line + option.shown());
        }
        if (option.keyword()) {
          lines.add(line + option.shown() + " ");
        }
      }
    }
    assertThat(without).isEmpty();
    assertThat(asked).isGreaterThan(ExecCommand.values().length);
  }

  private static List<Option> options(String line) {
    return ExecLine.ahead(Privilege.PRIVILEGED, line) instanceof Prospect.Open(var options)
        ? options
        : List.of();
  }

  private static String help(String line) {
    return HelpPage.of(line, ExecLine.ahead(Privilege.PRIVILEGED, line));
  }

  private static String refused(String line, int indent) {
    return ((ExecLine.Reading.Refused) ExecLine.read(Privilege.PRIVILEGED, line, indent))
        .complaint();
  }
}
