package io.gatehouse.cluster.session;

/** Clients choose their names, and servers their reasons: fit for a terminal and for a log. */
public final class PlainLine {

  private static final int LONGEST = 300;

  private PlainLine() {}

  /** One line of at most 300 characters; controls and other invisible characters become '?'. */
  public static String of(String text) {
    return text.codePoints()
        .limit(LONGEST)
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
