package io.gatehouse.node.console.terminal;

import io.gatehouse.node.console.wire.Frame;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;

/**
 * Lines from a file or a pipe. The first that fails ends the script, because those behind it were
 * written for what it was to do.
 */
final class Script {

  /** All lines were carried out. */
  static final int DONE = 0;

  /** A line was not. */
  static final int FAILED = 1;

  private final NodeConnection node;
  private final PrintStream output;
  private final PrintStream errors;

  Script(NodeConnection node, PrintStream output, PrintStream errors) {
    this.node = node;
    this.output = output;
    this.errors = errors;
  }

  /** The exit status. */
  int run(BufferedReader lines) throws IOException {
    Frame.Ending state = node.begin(output::print);
    int number = 0;
    String line;
    while (state instanceof Frame.Prompt && (line = lines.readLine()) != null) {
      number++;
      state = node.ask(new Frame.Line(line), output::print);
      if (state instanceof Frame.Prompt prompt && prompt.failed()) {
        errors.println("line " + number + " was not carried out, and none behind it");
        return FAILED;
      }
    }
    return ended(state);
  }

  private int ended(Frame.Ending state) {
    if (state instanceof Frame.Prompt prompt && prompt.configuring()) {
      errors.println("nothing was configured: the script does not 'end' configure mode");
      return FAILED;
    }
    return DONE;
  }
}
