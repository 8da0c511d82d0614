package io.gatehouse.cluster.config.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.config.language.Prospect.Option;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The commands of a configuration's block, as somebody types them. */
class CommandTreeTest {

  private static final CommandTree<Definition> PROFILE = CommandTree.of(Mode.PROFILE);

  @Test
  void aLineIsUnderstoodAsInAConfiguration() {
    assertThat(PROFILE.read("auth rem anyc agg cert"))
        .isInstanceOfSatisfying(
            Entered.Understood.class,
            entered -> {
              assertThat(entered.command()).isEqualTo(Command.AUTHENTICATION_REMOTE);
              assertThat(entered.arguments().has("cert-request")).isTrue();
            });
    assertThat(PROFILE.read("aaa accounting anyconnect-eap list1"))
        .isInstanceOfSatisfying(
            Entered.Understood.class,
            entered -> assertThat(entered.arguments().required("list")).isEqualTo("list1"));
  }

  @Test
  void whatIsWrongIsToldWithItsPlace() {
    assertThat(PROFILE.read("aaa authoritation user")).isEqualTo(new Entered.Invalid<>(5));
    assertThat(PROFILE.read("aaa auth user")).isEqualTo(new Entered.Ambiguous<>(5));
    assertThat(PROFILE.read("aaa authorization user")).isEqualTo(new Entered.Incomplete<>());
    assertThat(PROFILE.read("lifetime 100")).isEqualTo(new Entered.Invalid<>(10));
    assertThat(PROFILE.read("shutdown now")).isEqualTo(new Entered.Invalid<>(10));
  }

  @Test
  void whatMayFollowIsTold() {
    assertThat(shown(PROFILE.ahead("authentication ")))
        .containsExactly("local  How the headend proves itself", "remote  How clients do");
    assertThat(shown(PROFILE.ahead("lifetime "))).containsExactly("<120-86400>  Seconds");
    assertThat(shown(PROFILE.ahead("shutdown "))).containsExactly("<cr>  ");
    assertThat(shown(PROFILE.ahead("match identity remote key-id some text ")))
        .containsExactly("<cr>  ");
    assertThat(shown(PROFILE.ahead("match identity remote f")))
        .containsExactly("fqdn  Fully qualified domain name");
    assertThat(PROFILE.ahead("aaa auth user ")).isEqualTo(new Prospect.Ambiguous(5));
    assertThat(PROFILE.ahead("nothing like it")).isEqualTo(new Prospect.Invalid(1));
  }

  @ParameterizedTest
  @EnumSource
  void everyWordOfACommandHasHelp(Command command) {
    if (command.standing() instanceof Standing.Effective) {
      CommandTree<Command> tree =
          CommandTree.of(List.of(command), Command::syntax, HelpTexts.ofConfiguration());
      List<String> without = new ArrayList<>();
      withoutHelp(tree, "", new HashSet<>(), without);
      assertThat(without).isEmpty();
    }
  }

  private static void withoutHelp(
      CommandTree<Command> tree, String line, Set<String> seen, List<String> without) {
    List<Option> options = options(tree.ahead(line));
    if (!seen.add(options.toString())) {
      return;
    }
    for (Option option : options) {
      if (option.help().isEmpty() && !option.shown().equals("<cr>")) {
        without.add(line + option.shown());
      }
      sample(option).ifPresent(word -> withoutHelp(tree, line + word + " ", seen, without));
    }
  }

  private static Optional<String> sample(Option option) {
    if (option.keyword()) {
      return Optional.of(option.shown());
    }
    return switch (option.shown()) {
      case "WORD" -> Optional.of("x");
      case "A.B.C.D" -> Optional.of("255.255.255.0");
      default -> Optional.empty();
    };
  }

  private static List<String> shown(Prospect prospect) {
    return options(prospect).stream().map(one -> one.shown() + "  " + one.help()).toList();
  }

  private static List<Option> options(Prospect prospect) {
    return prospect instanceof Prospect.Open(List<Option> options) ? options : List.of();
  }
}
