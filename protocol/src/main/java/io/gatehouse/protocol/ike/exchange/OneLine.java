package io.gatehouse.protocol.ike.exchange;

/**
 * Text that may come from outside, made fit for a log: one line, bounded, without control
 * characters.
 */
final class OneLine {

  private static final int LONGEST = 300;

  private OneLine() {}

  static String of(String text) {
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
