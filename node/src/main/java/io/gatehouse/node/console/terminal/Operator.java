package io.gatehouse.node.console.terminal;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Connects whoever has started the program to a node: a person at a terminal, or a script. */
public final class Operator {

  private Operator() {}

  /**
   * Until one of the sides ends it.
   *
   * @return the exit status
   */
  public static int connect(Path socket) {
    try (NodeConnection node = NodeConnection.open(socket)) {
      return converse(node);
    } catch (IOException e) {
      System.err.printf("no node answers on %s (%s); is it running?%n", socket, e.getMessage());
      return Script.FAILED;
    }
  }

  private static int converse(NodeConnection node) {
    try {
      return isTerminal() ? interactive(node) : script(node);
    } catch (IOException e) {
      return gone(node, e);
    } catch (UncheckedIOException e) {
      return gone(node, Objects.requireNonNull(e.getCause()));
    }
  }

  private static int gone(NodeConnection node, IOException fault) {
    System.err.printf(
        "the node has gone: %s%n",
        Optional.ofNullable(fault.getMessage()).orElse("it closed the connection"));
    if (node.configuring()) {
      System.err.println(
          "what was entered since 'configure terminal' is lost, unless 'show archive' has it");
    }
    return Script.FAILED;
  }

  /** As of JDK 25 there is no console again where there is no terminal. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    return System.console() != null && System.console().isTerminal();
  }

  private static int interactive(NodeConnection node) throws IOException {
    try (Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build()) {
      new Screen(node, terminal).run();
      return Script.DONE;
    }
  }

  private static int script(NodeConnection node) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8))) {
      return new Script(node, System.out, System.err).run(lines);
    }
  }
}
