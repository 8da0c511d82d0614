package io.gatehouse.cluster.config.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.config.ConfigurationResult;
import io.gatehouse.cluster.config.Problem;
import io.gatehouse.cluster.config.RouterConfigurations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole configurations of routers. Beside each is its report: the lines that are not used, and the
 * mistakes.
 */
class RouterConfigurationsTest {

  private static final Path DIRECTORY = RouterConfigurations.DIRECTORY;

  static Stream<String> names() throws IOException {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".conf"))
          .map(name -> name.substring(0, name.length() - ".conf".length()))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyLineThatIsNotUsedIsAccountedFor(String name) throws IOException {
    String report = Files.readString(DIRECTORY.resolve(name + ".report"));

    assertThat(report(name)).isEqualTo(report);
  }

  /** All those words are secrets of some configuration, or hashes of such. */
  @ParameterizedTest
  @MethodSource("names")
  void noSecretIsInTheReportNorPrinted(String name) throws IOException {
    assertThat(report(name) + printed(name))
        .doesNotContain("hunter2", "0822455D0A16", "s3cr3t", "everybody", "bern-l", "$9$", "$1$");
  }

  private static String report(String name) throws IOException {
    ConfigurationResult result = Reading.read(Files.readString(DIRECTORY.resolve(name + ".conf")));
    Stream<String> said =
        switch (result) {
          case ConfigurationResult.Loaded loaded -> loaded.notices().stream().map(Problem::summary);
          case ConfigurationResult.Rejected rejected ->
              rejected.mistakes().stream().map(Problem::summary);
        };
    return Stream.concat(
            result.unused().stream().map(unused -> unused.toString()),
            Stream.concat(Stream.of(verdict(result)), said))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String printed(String name) throws IOException {
    return Reading.read(Files.readString(DIRECTORY.resolve(name + ".conf")))
            instanceof ConfigurationResult.Loaded loaded
        ? loaded.printed()
        : "";
  }

  private static String verdict(ConfigurationResult result) {
    return switch (result) {
      case ConfigurationResult.Loaded _ -> "is used; to be looked at:";
      case ConfigurationResult.Rejected _ -> "is not used; mistakes:";
    };
  }
}
