package io.gatehouse.node.console;

/**
 * What a line is answered with.
 *
 * @param text of lines that each end with {@code \n}; may be empty
 * @param failed whether the line was not carried out, as a script's exit status tells
 */
record Answer(String text, boolean failed) {

  static final Answer NOTHING = new Answer("", false);

  static Answer of(String text) {
    return new Answer(text, false);
  }

  static Answer failure(String text) {
    return new Answer(text, true);
  }
}
