package io.gatehouse.cluster.config.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.config.Configuration;
import io.gatehouse.cluster.config.RouterConfigurations;
import io.gatehouse.cluster.config.meaning.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is printed means the same when it is read again. */
class RunningConfigurationTest {

  private static final Path EXAMPLE = Path.of("..", "deploy", "examples", "flexvpn.conf");

  @Test
  void keywordsAreInFullAndBlocksIndentedAndSecretsRemoved() {
    String text =
        """
        version 17.9
        USER alice priv 15 sec 0 hunter2
        radius server R
         addr ipv4 192.0.2.1
         key 7 0822455D0A16
        cry ikev2 keyring K
         peer A
          addr 192.0.2.1
          pre loc h 00ff
        cry ikev2 authori pol P
         ban #Hello,
         you!#
         pool X
        line vty 0 4
        """;

    assertThat(RunningConfiguration.of(section(text)))
        .isEqualTo(
            """
            username alice privilege 15 secret 0 <removed>
            radius server R
             address ipv4 192.0.2.1
             key 7 <removed>
            !
            crypto ikev2 keyring K
             peer A
              address 192.0.2.1
              pre-shared-key local hex <removed>
             !
            !
            crypto ikev2 authorization policy P
             banner ^C
            Hello,
             you!
            ^C
             pool X
            !
            end
            """);
  }

  @ParameterizedTest
  @MethodSource("io.gatehouse.cluster.config.RouterConfigurations#thatLoad")
  void theConfigurationOfARouterIsTheSameWhenItIsReadAgain(String name) {
    sameWhenReadAgain(RouterConfigurations.text(name));
  }

  @Test
  void soIsTheShippedExample() throws IOException {
    sameWhenReadAgain(Files.readString(EXAMPLE));
  }

  /** Whatever is left out, and whether that makes sense or not. */
  @ParameterizedTest
  @MethodSource("seeds")
  void soAreItsPartsAtRandom(int seed) throws IOException {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    List<String> lines =
        Stream.concat(
                Files.readAllLines(EXAMPLE).stream(),
                RouterConfigurations.text("c8000v-dual-stack").lines())
            .filter(line -> random.nextInt(4) > 0)
            .toList();

    String printed = printed(String.join("\n", lines), UnaryOperator.identity());

    assertThat(printed(printed, UnaryOperator.identity())).isEqualTo(printed);
    assertThat(StatementReader.read("f", printed).problems().mistakes()).isEmpty();
  }

  static IntStream seeds() {
    return IntStream.range(0, 50);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Hello", "a\nb", "with ^C in it", "^C and # and\n~", "ends with ^"})
  void aTextIsPrintedBetweenDelimitersThatItHasNot(String text) {
    String opening = "crypto ikev2 authorization policy P\n banner ";
    String banner =
        Stream.of("|", "@")
            .map(delimiter -> opening + delimiter + text + delimiter + "\n")
            .map(RunningConfigurationTest::banner)
            .distinct()
            .collect(Collectors.joining(" and "));

    assertThat(banner).isEqualTo(text);
  }

  @Test
  void aRemovedSecretIsAMistake() {
    assertThat(Reading.mistake("username alice secret 9 <removed>"))
        .contains("the secret was removed when the configuration was printed");
    assertThat(Reading.mistake("radius server R\n address ipv4 192.0.2.1\n key <removed>"))
        .contains("the secret was removed when the configuration was printed");
  }

  private static void sameWhenReadAgain(String text) {
    Configuration read = Reading.loaded(text);
    String printed = printed(text, UnaryOperator.identity());

    assertThat(Reading.loaded(printed)).isEqualTo(read);
    assertThat(Reading.unused(printed)).allMatch(unused -> !unused.reason().isEmpty());
  }

  private static String banner(String text) {
    String printed = printed(text, UnaryOperator.identity());
    Statement policy = section(printed).last(Command.IKEV2_AUTHORIZATION_POLICY).orElseThrow();
    return policy.body().last(Command.BANNER).orElseThrow().required("text").text();
  }

  private static String printed(String text, UnaryOperator<String> secrets) {
    return RunningConfiguration.of(section(text), secrets);
  }

  private static Section section(String text) {
    return StatementReader.read("vpn.conf", text).section();
  }
}
