package io.gatehouse.cluster.config.language;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The lines that are passed over: those below a header that was not understood or does nothing. */
final class SkippedLines {

  /** What begins so concerns Gatehouse, wherever it is written. */
  private static final Set<String> NEVER_IRRELEVANT =
      Set.of("aaa", "crypto", "radius", "radius-server", "username");

  private final Map<Integer, Integer> last = new HashMap<>();
  private final List<Line> notUnderstood = new ArrayList<>();
  private Optional<Header> header = Optional.empty();
  private Optional<Header> interrupted = Optional.empty();

  private record Header(Line line, boolean irrelevant) {}

  /**
   * From now on, lines that are indented more than {@code line} are not read: those of the block
   * without effect, when the line is out of place in one.
   */
  void below(Line line) {
    header = interrupted.or(() -> Optional.of(new Header(line, false)));
  }

  /** The same, but for lines that mean something where they stand, as IOS would take them. */
  void irrelevantBelow(Line line) {
    header = Optional.of(new Header(line, true));
  }

  void notUnderstood(Line line) {
    notUnderstood.add(line);
  }

  List<Line> notUnderstood() {
    return List.copyOf(notUnderstood);
  }

  /** Whether the line is passed over. */
  boolean take(Line line) {
    Optional<Header> above = header.filter(h -> line.indent() > h.line().indent());
    boolean concerning = above.filter(Header::irrelevant).isPresent() && concernsGatehouse(line);
    interrupted = concerning ? above : Optional.empty();
    header = concerning ? Optional.empty() : above;
    header.ifPresent(h -> add(h.line(), line));
    return header.isPresent();
  }

  /** The line {@code below} belongs to {@code above}. */
  void add(Line above, Line below) {
    last.put(above.number(), below.number());
  }

  /** The number of the last line that belongs to the line. */
  int last(Line line) {
    return Objects.requireNonNullElse(last.get(line.number()), line.number());
  }

  private static boolean concernsGatehouse(Line line) {
    return NEVER_IRRELEVANT.contains(line.tokens().getFirst().text().toLowerCase(Locale.ROOT))
        || (Grammar.find(Grammar.definitions(Mode.GLOBAL), line, 0)
                instanceof Grammar.Outcome.Found(Statement statement)
            && statement.definition() instanceof Command);
  }
}
