package io.gatehouse.node.console;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
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
  void twoCannotListenOnOneFile() throws IOException {
    Path file = directory.resolve("console");

    try (var _ = Socket.listen(file, Optional.empty(), 1)) {
      assertThatThrownBy(() -> Socket.listen(file, Optional.empty(), 1))
          .isInstanceOf(IOException.class)
          .hasMessage("another process listens there");
    }
  }
}
