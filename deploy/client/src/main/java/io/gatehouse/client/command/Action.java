package io.gatehouse.client.command;

import io.gatehouse.client.initiator.Command;
import java.time.Duration;
import java.util.List;

/** What a connected client is to do next. */
sealed interface Action {

  record Ping(String host, int count) implements Action {}

  record Tell(Command command) implements Action {}

  record Hold(Duration time) implements Action {}

  /** To be gone without a word. */
  record Vanish() implements Action {}

  /**
   * An action from a line: {@code ping HOST [COUNT]}, {@code probe}, {@code rekey-child}, {@code
   * rekey-ike}, {@code hold SECONDS}, {@code delete} or {@code vanish}.
   *
   * @throws IllegalArgumentException when it is none of these
   */
  static Action parse(String line) {
    List<String> words = List.of(line.strip().split("\\s+", -1));
    return switch (words.getFirst() + "/" + (words.size() - 1)) {
      case "ping/1" -> new Ping(words.get(1), 1);
      case "ping/2" -> new Ping(words.get(1), Integer.parseInt(words.get(2)));
      case "hold/1" -> new Hold(Duration.ofSeconds(Integer.parseInt(words.get(1))));
      case "probe/0" -> new Tell(Command.PROBE);
      case "rekey-child/0" -> new Tell(Command.REKEY_CHILD);
      case "rekey-ike/0" -> new Tell(Command.REKEY_IKE);
      case "delete/0" -> new Tell(Command.DELETE);
      case "vanish/0" -> new Vanish();
      default ->
          throw new IllegalArgumentException("\"" + line + "\" is nothing that a client can do");
    };
  }
}
