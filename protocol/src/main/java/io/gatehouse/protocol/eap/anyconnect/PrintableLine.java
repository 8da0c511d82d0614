package io.gatehouse.protocol.eap.anyconnect;

/** Text from the other side, made fit for a log or a table: one line, bounded, no controls. */
final class PrintableLine {

  private static final int MAXIMUM_LENGTH = 64;

  private PrintableLine() {}

  static String of(String text) {
    return text.codePoints()
        .limit(MAXIMUM_LENGTH)
        .filter(codePoint -> !Character.isISOControl(codePoint))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString()
        .strip();
  }
}
