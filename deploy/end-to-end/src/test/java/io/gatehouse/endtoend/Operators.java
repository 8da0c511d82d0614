package io.gatehouse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.endtoend.cluster.ClusterScene;
import io.gatehouse.endtoend.headend.OperatorTerminal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** One operator before a terminal of each node, who may do everything and reads all at once. */
final class Operators implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Pattern COMMITTED = Pattern.compile("(?m)^Configuration version (\\d+)$");

  private final ClusterScene scene;
  private final Map<Integer, OperatorTerminal> terminals = new HashMap<>();

  /** Nobody has come yet. */
  Operators(ClusterScene scene) {
    this.scene = scene;
  }

  OperatorTerminal at(int node) {
    return terminals.computeIfAbsent(
        node,
        number -> {
          OperatorTerminal terminal = scene.node(number).terminal();
          String _ = terminal.enterAll(List.of("enable", "terminal length 0"));
          return terminal;
        });
  }

  /** Begins to configure. */
  void configure(int node, String line) {
    String _ = at(node).enterAll(List.of("configure terminal", line));
  }

  /** Ends until that is done: nodes that have just died, and a database, take a moment. */
  long endAtLast(int node) {
    return committed(
        Awaitility.await()
            .atMost(LIMIT)
            .until(() -> at(node).enter("end"), shown -> COMMITTED.matcher(shown).find()));
  }

  /** The number of the version that was answered. */
  static long committed(String shown) {
    Matcher version = COMMITTED.matcher(shown);
    assertThat(version.find()).as(shown).isTrue();
    return Long.parseLong(version.group(1));
  }

  /** What the operator of a node that has gone is told at the next line. */
  String lastWords(int node, String line) {
    try (OperatorTerminal terminal = at(node)) {
      terminals.remove(node);
      terminal.type(line);
      return terminal.awaitEnd();
    }
  }

  /** The line of the configuration that says it. */
  String hostname(int node) {
    return at(node)
        .enter("show running-config | include ^hostname")
        .lines()
        .filter(line -> line.startsWith("hostname "))
        .findFirst()
        .orElse("");
  }

  @Override
  public void close() {
    terminals.values().forEach(OperatorTerminal::close);
  }
}
