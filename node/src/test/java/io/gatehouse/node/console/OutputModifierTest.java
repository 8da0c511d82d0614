package io.gatehouse.node.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;

/** What is done to the lines of a command's output. */
class OutputModifierTest {

  private static final String CONFIGURATION =
      """
      aaa new-model
      crypto ikev2 profile A
       match identity remote any
       pki trustpoint CA1
      !
      crypto ikev2 profile B
       shutdown
      end
      """;

  @Test
  void linesAreChosenByAPattern() {
    assertThat(filtered("include profile"))
        .isEqualTo("crypto ikev2 profile A\ncrypto ikev2 profile B\n");
    assertThat(filtered("exclude ^ |!|profile")).isEqualTo("aaa new-model\nend\n");
    assertThat(filtered("begin B$")).isEqualTo("crypto ikev2 profile B\n shutdown\nend\n");
    assertThat(filtered("count profile")).isEqualTo("Number of lines which match regexp = 2\n");
    assertThat(filtered("include nothing")).isEmpty();
  }

  @Test
  void aSectionIsALineWithWhatIsBelowIt() {
    assertThat(filtered("section profile A"))
        .isEqualTo("crypto ikev2 profile A\n match identity remote any\n pki trustpoint CA1\n");
    assertThat(filtered("section trustpoint")).isEqualTo(" pki trustpoint CA1\n");
  }

  @Test
  void aPatternThatIsNoneIsRefused() {
    assertThatThrownBy(() -> filtered("include [")).isInstanceOf(PatternSyntaxException.class);
  }

  private static String filtered(String modifier) {
    return switch (ExecLine.read(Privilege.PRIVILEGED, "show running-config | " + modifier, 0)) {
      case ExecLine.Reading.Command(var _, var _, var filter) ->
          filter.orElseThrow().modifier().apply(filter.orElseThrow().arguments(), CONFIGURATION);
      case ExecLine.Reading.Refused(String complaint) -> complaint;
    };
  }
}
