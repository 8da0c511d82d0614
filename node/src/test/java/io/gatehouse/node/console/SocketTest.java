package io.gatehouse.node.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketTest {

  @TempDir private Path directory;

  @Test
  void aPathThatIsTooLongIsSaid() {
    Path file = directory.resolve("c".repeat(80));

    assertThatThrownBy(() -> Socket.listen(file, Optional.empty(), 1))
        .isInstanceOf(IOException.class)
        .hasMessage("a path has 80 octets at most");
  }

  @Test
  void whatIsNoSocketStays() throws IOException {
    Path file = Files.writeString(directory.resolve("console"), "a key");

    assertThatThrownBy(() -> Socket.listen(file, Optional.empty(), 1))
        .isInstanceOf(IOException.class)
        .hasMessage("there is something that is no socket");

    assertThat(file).hasContent("a key");
  }

  @Test
  void twoCannotListenOnOneFile() throws IOException {
    Path file = directory.resolve("console");

    try (var _ = Socket.listen(file, Optional.empty(), 1)) {
      assertThatThrownBy(() -> Socket.listen(file, Optional.empty(), 1))
          .isInstanceOf(IOException.class)
          .hasMessage("another process listens there");
    }
  }
}
