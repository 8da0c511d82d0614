package io.gatehouse.node.console.terminal;

import java.io.IOException;
import java.io.PrintWriter;

/** Shows output a page at a time. */
final class Pager {

  private static final String MORE = " --More-- ";
  private static final String ERASE = "\r" + " ".repeat(MORE.length()) + "\r";

  /** Reads a key without waiting for Enter. */
  interface Keys {
    /** -1 when the terminal has gone. */
    int next() throws IOException;
  }

  private final PrintWriter terminal;
  private final Keys keys;
  private final int length;
  private int left;
  private boolean stopped;

  /**
   * @param length lines of a page; 0: output never pauses
   */
  Pager(PrintWriter terminal, Keys keys, int length) {
    this.terminal = terminal;
    this.keys = keys;
    this.length = length;
    this.left = length - 1;
  }

  /** Shows some more, which begins and ends anywhere in a line; nothing after it was stopped. */
  void show(String text) throws IOException {
    int from = 0;
    while (from < text.length() && !stopped) {
      int newline = text.indexOf('\n', from);
      int to = newline < 0 ? text.length() : newline + 1;
      if (length > 0 && left <= 0) {
        pause();
      }
      if (!stopped) {
        terminal.write(text, from, to - from);
        left -= newline < 0 ? 0 : 1;
      }
      from = to;
    }
    terminal.flush();
  }

  private void pause() throws IOException {
    terminal.write(MORE);
    terminal.flush();
    int key = keys.next();
    terminal.write(ERASE);
    switch (key) {
      case ' ' -> left = length - 1;
      case '\r', '\n' -> left = 1;
      default -> stopped = true;
    }
  }
}
