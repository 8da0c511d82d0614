package io.gatehouse.cluster.config.language;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A block while it is being read. */
final class Block {

  private final Mode mode;
  private final int indent;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<List<String>, Block> blocks = new HashMap<>();
  private boolean understood = true;

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
    entries.add(new Entry(statement, Optional.empty()));
  }

  /** Opens the block of {@code header}, again when it was open before: then it goes on. */
  Block open(Statement header, Mode inner) {
    return blocks.computeIfAbsent(
        texts(header.line(), 0),
        words -> {
          Block block = new Block(inner, header.line().indent());
          entries.add(new Entry(header, Optional.of(block)));
          return block;
        });
  }

  /** {@code no}: takes back what begins with the words of {@code line} behind the first. */
  void takeBack(Line line) {
    List<String> words = texts(line, 1);
    entries.removeIf(entry -> begins(texts(entry.statement().line(), 0), words));
    blocks.keySet().removeIf(header -> begins(header, words));
  }

  Section section() {
    return new Section(entries.stream().map(Block::statement).toList(), understood);
  }

  private static Statement statement(Entry entry) {
    Statement header = entry.statement();
    return entry
        .body()
        .map(b -> new Statement(header.definition(), header.line(), header.words(), b.section()))
        .orElse(header);
  }

  private static boolean begins(List<String> words, List<String> beginning) {
    return words.size() >= beginning.size() && words.subList(0, beginning.size()).equals(beginning);
  }

  private static List<String> texts(Line line, int from) {
    return line.tokens().stream().skip(from).map(Token::text).toList();
  }
}
