package io.gatehouse.cluster.config.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gatehouse.cluster.config.ConfigurationResult;
import io.gatehouse.cluster.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Any text gives a result, and what is said of it points into it. */
class ConfigurationReaderFuzzTest {

  @FuzzTest
  void anyTextGivesAResultWithPositionsInsideTheFile(FuzzedDataProvider data) {
    check(data.consumeRemainingAsString());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void soDoesTheExampleWithWordsAndLinesMovedAbout(int seed) throws IOException {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    String example = Files.readString(Path.of("..", "deploy", "examples", "flexvpn.conf"));

    check(mutated(example, random));
  }

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  private static void check(String text) {
    List<String> lines = Arrays.asList(text.split("\n", -1));
    List<Problem> problems =
        switch (Reading.read(text)) {
          case ConfigurationResult.Loaded loaded -> loaded.notices();
          case ConfigurationResult.Rejected rejected -> {
            assertThat(rejected.mistakes()).isNotEmpty().hasSizeLessThanOrEqualTo(50);
            yield rejected.mistakes();
          }
        };
    for (Problem problem : problems) {
      assertThat(problem.line()).isBetween(1, lines.size());
      int length = lines.get(problem.line() - 1).length();
      assertThat(problem.column()).isBetween(1, length + 1);
      assertThat(problem.toString()).hasSizeLessThan(2000).startsWith("vpn.conf:");
    }
  }

  private static String mutated(String example, RandomGenerator random) {
    List<String> lines = new ArrayList<>(Arrays.asList(example.split("\n")));
    for (int i = random.nextInt(1, 10); i > 0; i--) {
      int at = random.nextInt(lines.size());
      String other = lines.get(random.nextInt(lines.size()));
      switch (random.nextInt(5)) {
        case 0 -> lines.remove(at);
        case 1 -> lines.add(at, other);
        case 2 -> lines.set(at, lines.get(at) + " " + other.strip());
        case 3 -> lines.set(at, cut(lines.get(at), random));
        default -> lines.set(at, swapped(lines.get(at), random));
      }
    }
    return String.join("\n", lines);
  }

  private static String cut(String line, RandomGenerator random) {
    return line.substring(0, random.nextInt(line.length() + 1));
  }

  private static String swapped(String line, RandomGenerator random) {
    char[] characters = line.toCharArray();
    if (characters.length > 0) {
      characters[random.nextInt(characters.length)] = (char) random.nextInt(0x100);
    }
    return new String(characters);
  }
}
