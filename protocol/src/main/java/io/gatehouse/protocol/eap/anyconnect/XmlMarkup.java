package io.gatehouse.protocol.eap.anyconnect;

/** Text that may stand in a document as it is: everything that has a meaning in XML is escaped. */
record XmlMarkup(String markup) {

  static final XmlMarkup NOTHING = new XmlMarkup("");

  static XmlMarkup text(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(codePoint -> append(escaped, codePoint));
    return new XmlMarkup(escaped.toString());
  }

  /**
   * @param name of the element, from this program or from the other side's form, already checked
   */
  static XmlMarkup element(String name, String text) {
    return new XmlMarkup("<" + name + ">" + text(text).markup + "</" + name + ">\n");
  }

  XmlMarkup and(XmlMarkup next) {
    return new XmlMarkup(markup + next.markup);
  }

  private static void append(StringBuilder escaped, int codePoint) {
    switch (codePoint) {
      case '<' -> escaped.append("&lt;");
      case '>' -> escaped.append("&gt;");
      case '&' -> escaped.append("&amp;");
      case '"' -> escaped.append("&quot;");
      case '\'' -> escaped.append("&apos;");
      // A parser would turn these into blanks or line feeds.
      case '\t', '\n', '\r' -> escaped.append("&#").append(codePoint).append(';');
      default -> escaped.appendCodePoint(allowed(codePoint) ? codePoint : 0xFFFD);
    }
  }

  /** XML 1.0 production Char: the others cannot be written at all, not even escaped. */
  private static boolean allowed(int codePoint) {
    return (codePoint >= 0x20 && codePoint <= 0xD7FF)
        || (codePoint >= 0xE000 && codePoint <= 0xFFFD)
        || codePoint >= 0x10000;
  }

  /** Its length only: it may be a password. */
  @Override
  public String toString() {
    return "XmlMarkup(" + markup.length() + " characters)";
  }
}
