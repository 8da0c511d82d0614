package io.gatehouse.protocol.text;

/**
 * Clients choose their names, and servers their reasons: made fit for a log, a table or a terminal.
 */
public final class PrintableLine {

  /** For a word or two. */
  public static final int SHORT = 64;

  private static final int LONGEST = 300;

  private PrintableLine() {}

  /** One line of at most 300 characters; controls and other invisible characters become '?'. */
  public static String of(String text) {
    return of(text, LONGEST);
  }

  /** The same with another bound, in code points. */
  public static String of(String text, int longest) {
    return text.codePoints()
        .limit(longest)
        .map(codePoint -> isPrintable(codePoint) ? codePoint : '?')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
