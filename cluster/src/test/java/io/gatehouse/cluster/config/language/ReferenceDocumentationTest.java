package io.gatehouse.cluster.config.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The operator's reference names every command as the grammar has it. */
class ReferenceDocumentationTest {

  @ParameterizedTest
  @EnumSource
  void everyCommandIsInTheReference(Command command) throws IOException {
    assertThat(reference()).contains("`" + command.syntax().notation() + "`");
  }

  @ParameterizedTest
  @MethodSource("io.gatehouse.cluster.config.language.Accepted#all")
  void everyAcceptedCommandIsInTheReference(Accepted command) throws IOException {
    assertThat(reference()).contains("`" + command.syntax().notation() + "`");
  }

  private static String reference() throws IOException {
    return Files.readString(Path.of("..", "docs", "configuration.md"));
  }
}
