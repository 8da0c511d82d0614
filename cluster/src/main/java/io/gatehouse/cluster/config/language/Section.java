package io.gatehouse.cluster.config.language;

import java.util.List;
import java.util.Optional;

/**
 * The statements of a block, or of the whole configuration, in order.
 *
 * @param understood whether every line was; otherwise nothing can be said to be missing
 */
public record Section(List<Statement> statements, boolean understood) {
  public Section {
    statements = List.copyOf(statements);
  }

  static Section empty() {
    return new Section(List.of(), true);
  }

  public List<Statement> all(Command command) {
    return statements.stream().filter(statement -> statement.definition() == command).toList();
  }

  /** As on IOS, a command given again replaces the one before. */
  public Optional<Statement> last(Command command) {
    return all(command).stream().reduce((first, second) -> second);
  }

  public boolean has(Command command) {
    return last(command).isPresent();
  }
}
