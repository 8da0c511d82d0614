package io.gatehouse.cluster.config.language;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of the configuration.
 *
 * @param number from 1
 * @param indent columns of white space before the first word
 * @param text as written, for arguments that are a whole rest of a line
 * @param shown without secrets and control characters, for messages
 * @param tokens empty for a blank line and for a comment
 */
public record Line(int number, int indent, String text, String shown, List<Token> tokens) {

  /** Characters of one line. */
  public static final int MAXIMUM_LENGTH = 4096;

  /** Words of one line. */
  public static final int MAXIMUM_TOKENS = 256;

  public Line {
    tokens = List.copyOf(tokens);
  }

  /** Splits a line at its white space; {@code !} begins a comment where a command would begin. */
  static Line of(int number, String text) {
    String line = text.stripTrailing();
    int indent = line.length() - line.stripLeading().length();
    List<Integer> starts = line.startsWith("!", indent) ? List.of() : wordStarts(line);
    List<String> words = new ArrayList<>(starts.size());
    for (int start : starts) {
      words.add(line.substring(start, wordEnd(line, start)));
    }
    List<Boolean> secret = Confidential.words(words);
    StringBuilder shown = new StringBuilder(printable(line));
    List<Token> tokens = new ArrayList<>(words.size());
    for (int i = 0; i < words.size(); i++) {
      int start = starts.get(i);
      int end = start + words.get(i).length();
      if (secret.get(i)) {
        shown.replace(start, end, "*".repeat(end - start));
      }
      tokens.add(new Token(words.get(i), number, start + 1, shown.substring(start, end)));
    }
    return new Line(number, indent, line, shown.toString(), tokens);
  }

  /** The same line, with its words taken for others. */
  Line with(List<Token> words) {
    return new Line(number, indent, text, shown, words);
  }

  /** From the token at {@code index} to the end of the line, as one token. */
  Token rest(int index) {
    Token first = tokens.get(index);
    int start = first.column() - 1;
    return new Token(text.substring(start), number, first.column(), shown.substring(start));
  }

  /** The column where another word could be written. */
  int end() {
    return text.length() + 1;
  }

  private static List<Integer> wordStarts(String line) {
    List<Integer> starts = new ArrayList<>();
    for (int at = 0; at < line.length(); at++) {
      boolean blankBefore = at == 0 || Character.isWhitespace(line.charAt(at - 1));
      if (blankBefore && !Character.isWhitespace(line.charAt(at))) {
        starts.add(at);
      }
    }
    return starts;
  }

  private static int wordEnd(String line, int start) {
    int end = start;
    while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Of the same length, and harmless on a terminal. */
  private static String printable(String line) {
    StringBuilder printable = new StringBuilder(line.length());
    for (int at = 0; at < line.length(); at++) {
      char character = line.charAt(at);
      boolean harmful = Character.isISOControl(character) && character != '\t';
      printable.append(harmful ? '?' : character);
    }
    return printable.toString();
  }
}
