package io.gatehouse.node.console.terminal;

import io.gatehouse.node.console.wire.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;

/** An operator at a terminal: line editing, history, completion and help. */
final class Screen {

  private static final String HELP = "gatehouse-help";
  private static final String END = "gatehouse-end";

  private final NodeConnection node;
  private final Terminal terminal;
  private final LineReader reader;
  private Frame.Prompt prompt = new Frame.Prompt("", false, 0);

  Screen(NodeConnection node, Terminal terminal) {
    this.node = node;
    this.terminal = terminal;
    // Lines may hold secrets: the history is not written to a file.
    this.reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .parser(parser())
            .completer((_, line, candidates) -> complete(line, candidates))
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.CASE_INSENSITIVE, true)
            .option(LineReader.Option.INSERT_TAB, false)
            .build();
    reader.getWidgets().put(HELP, this::help);
    reader.getWidgets().put(END, this::end);
    KeyMap<Binding> keys = Objects.requireNonNull(reader.getKeyMaps().get(LineReader.MAIN));
    keys.bind(new Reference(HELP), "?");
    keys.bind(new Reference(END), KeyMap.ctrl('Z'));
  }

  /** Blanks divide words, and nothing else means anything. */
  private static DefaultParser parser() {
    return new DefaultParser().quoteChars(new char[0]).escapeChars(new char[0]);
  }

  /** Until the operator or the node ends it. */
  void run() throws IOException {
    Attributes before = terminal.getAttributes();
    Attributes attributes = new Attributes(before);
    attributes.setControlChar(Attributes.ControlChar.VSUSP, 0);
    terminal.setAttributes(attributes);
    try {
      Frame.Ending state = node.begin(this::print);
      while (state instanceof Frame.Prompt next) {
        prompt = next;
        state = step();
      }
    } finally {
      terminal.setAttributes(before);
    }
  }

  private Frame.Ending step() throws IOException {
    try {
      String line = reader.readLine(prompt.text());
      Pager pager = new Pager(terminal.writer(), this::key, pageLength());
      return node.ask(new Frame.Line(line), text -> show(pager, text));
    } catch (UserInterruptException _) {
      return prompt;
    } catch (EndOfFileException _) {
      return new Frame.Farewell();
    }
  }

  private int pageLength() {
    return prompt.pageLength() == Frame.Prompt.WHOLE_TERMINAL
        ? terminal.getSize().getRows()
        : prompt.pageLength();
  }

  private static void show(Pager pager, String text) {
    try {
      pager.show(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int key() throws IOException {
    Attributes before = terminal.enterRawMode();
    try {
      return terminal.reader().read();
    } finally {
      terminal.setAttributes(before);
    }
  }

  private void print(String text) {
    terminal.writer().write(text);
    terminal.writer().flush();
  }

  private void complete(ParsedLine line, List<Candidate> candidates) {
    String typed = line.line().substring(0, line.cursor());
    try {
      if (node.ask(new Frame.Complete(typed), this::print) instanceof Frame.Words(var words)) {
        words.forEach(word -> candidates.add(new Candidate(word)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Shows what may follow, and the line again. */
  private boolean help() {
    String typed = reader.getBuffer().upToCursor();
    StringBuilder text = new StringBuilder(prompt.text() + typed + "?\n");
    try {
      var _ = node.ask(new Frame.Explain(typed), text::append);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    reader.printAbove(text.toString().stripTrailing() + "\n");
    return true;
  }

  private boolean end() {
    reader.getBuffer().clear();
    reader.getBuffer().write("end");
    reader.callWidget(LineReader.ACCEPT_LINE);
    return true;
  }
}
