package io.gatehouse.cluster.config.language;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A block while it is being read. */
final class Block {

  private final Mode mode;
  private final int indent;

  /** By what tells whether a later statement takes the place of an earlier one. */
  private final Map<List<String>, Entry> entries = new LinkedHashMap<>();

  private boolean understood = true;
  private int unrepeated;

  /**
   * @param indent of the line that opened it
   */
  Block(Mode mode, int indent) {
    this.mode = mode;
    this.indent = indent;
  }

  private record Entry(Statement statement, Optional<Block> body) {}

  Mode mode() {
    return mode;
  }

  int indent() {
    return indent;
  }

  /** A line of it was not understood, or is refused. */
  void misread() {
    understood = false;
  }

  void add(Statement statement) {
    put(statement, Optional.empty());
  }

  /** Opens the block of {@code header}, again when it was open before: then it goes on. */
  Block open(Statement header, Mode inner) {
    Block body =
        Optional.ofNullable(entries.get(key(header)))
            .flatMap(Entry::body)
            .orElseGet(() -> new Block(inner, header.line().indent()));
    put(header, Optional.of(body));
    return body;
  }

  private void put(Statement statement, Optional<Block> body) {
    List<String> key = key(statement);
    if (statement.definition() instanceof Command command && Repetition.movesToEnd(command)) {
      entries.remove(key);
    }
    entries.put(key, new Entry(statement, body));
  }

  /** What is not in the grammar itself is kept as often as it is written, to be reported. */
  private List<String> key(Statement statement) {
    return switch (statement.definition()) {
      case Command command when !(command.standing() instanceof Standing.Unavailable) ->
          Repetition.key(command, statement);
      case Command _, Accepted _ -> List.of(Integer.toString(unrepeated++));
    };
  }

  /** {@code no}: takes back what begins with the words of {@code line} behind the first. */
  void takeBack(Line line) {
    List<Token> words = line.tokens().subList(1, line.tokens().size());
    entries.values().removeIf(entry -> begins(entry.statement(), words));
  }

  Section section() {
    return new Section(entries.values().stream().map(Block::statement).toList(), understood);
  }

  private static Statement statement(Entry entry) {
    Statement header = entry.statement();
    return entry
        .body()
        .map(b -> new Statement(header.definition(), header.line(), header.words(), b.section()))
        .orElse(header);
  }

  private static boolean begins(Statement statement, List<Token> beginning) {
    List<Token> words = statement.line().tokens();
    if (words.size() < beginning.size()) {
      return false;
    }
    for (int at = 0; at < beginning.size(); at++) {
      if (!isSame(statement, at, words.get(at), beginning.get(at))) {
        return false;
      }
    }
    return true;
  }

  /** Keywords are the same in upper and lower case, names are not. */
  private static boolean isSame(Statement statement, int at, Token word, Token other) {
    boolean keyword = at < statement.words().size() && statement.words().get(at).isKeyword();
    return keyword ? word.is(other.text()) : word.text().equals(other.text());
  }
}
