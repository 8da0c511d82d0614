package io.gatehouse.node.console;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where operators connect.
 *
 * @param socket a file
 * @param group whose members may connect besides the user that the node runs as
 * @param connections at the same time, 1 to 100
 */
public record ConsoleSettings(Path socket, Optional<String> group, int connections) {

  private static final int MOST_CONNECTIONS = 100;

  /**
   * @throws IllegalArgumentException when one is out of its bounds
   */
  public ConsoleSettings {
    if (connections < 1 || connections > MOST_CONNECTIONS) {
      throw new IllegalArgumentException(
          "expected 1 to %d connections, not %d".formatted(MOST_CONNECTIONS, connections));
    }
  }
}
