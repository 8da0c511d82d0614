package io.gatehouse.cluster.config.language;

import java.util.ArrayList;
import java.util.List;

/** A configuration file as lines, checked for what no configuration has. */
final class SourceText {

  static final int MAXIMUM_CHARACTERS = 1 << 20;
  static final int MAXIMUM_LINES = 1 << 16;

  /** What a decoder leaves in place of octets that are not UTF-8. */
  private static final char REPLACEMENT = '\uFFFD';

  private SourceText() {}

  /** At least one line, even of an empty file. */
  static List<Line> lines(String text) {
    List<Line> lines = new ArrayList<>();
    String bounded = text.substring(0, Math.min(text.length(), MAXIMUM_CHARACTERS));
    for (String line : bounded.split("\n", MAXIMUM_LINES)) {
      int number = lines.size() + 1;
      int length = Math.min(line.length(), Line.MAXIMUM_LENGTH + 1);
      lines.add(Line.of(number, line.substring(0, length)));
    }
    return lines;
  }

  /** Reports what makes the file unfit to be read at all. */
  static void check(String text, List<Line> lines, Problems problems) {
    if (text.length() > MAXIMUM_CHARACTERS) {
      problems.mistake(
          1, 1, "the file is too long", "at most " + MAXIMUM_CHARACTERS + " characters");
    }
    if (text.chars().filter(character -> character == '\n').count() >= MAXIMUM_LINES) {
      problems.mistake(1, 1, "the file has too many lines", "fewer than " + MAXIMUM_LINES);
    }
    lines.forEach(line -> check(line, problems));
  }

  private static void check(Line line, Problems problems) {
    if (line.text().length() > Line.MAXIMUM_LENGTH) {
      String most = "at most " + Line.MAXIMUM_LENGTH + " characters";
      problems.mistake(line.number(), Line.MAXIMUM_LENGTH + 1, "the line is too long", most);
    }
    if (line.tokens().size() > Line.MAXIMUM_TOKENS) {
      Token first = line.tokens().get(Line.MAXIMUM_TOKENS);
      String most = "at most " + Line.MAXIMUM_TOKENS;
      problems.mistake(first, "the line has too many words", most);
    }
    int odd = oddCharacter(line.text());
    if (odd >= 0) {
      String name = "U+%04X".formatted((int) line.text().charAt(odd));
      problems.mistake(
          line.number(), odd + 1, "there is a character " + name, "printable text in UTF-8");
    }
  }

  private static int oddCharacter(String line) {
    for (int at = 0; at < line.length(); at++) {
      char character = line.charAt(at);
      boolean control = Character.isISOControl(character) && character != '\t';
      if (control || character == REPLACEMENT) {
        return at;
      }
    }
    return -1;
  }
}
