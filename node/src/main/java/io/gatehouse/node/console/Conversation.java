package io.gatehouse.node.console;

import io.gatehouse.cluster.config.language.Line;
import io.gatehouse.cluster.config.language.Prospect;
import io.gatehouse.cluster.config.language.Prospect.Option;
import io.gatehouse.node.console.wire.Frame;
import io.gatehouse.node.console.wire.FrameStream;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds the conversation with one console: reads what it asks, and writes what it is answered. */
final class Conversation {

  private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

  private final FrameStream frames;
  private final ConsoleSession session;

  Conversation(FrameStream frames, Headend headend, String user) {
    this.frames = frames;
    this.session = new ConsoleSession(headend, user);
  }

  /** Until one of the two sides ends it. */
  void hold() throws IOException {
    frames.write(prompt(false));
    while (!session.ended()) {
      switch (frames.read()) {
        case Frame.Line(String text) -> frames.write(line(text));
        case Frame.Complete(String text) -> frames.write(new Frame.Words(words(text)));
        case Frame.Explain(String text) -> {
          frames.write(explanation(text));
          frames.write(prompt(false));
        }
        case Frame.Text _, Frame.Ending _ -> throw new IOException("not a request of a console");
      }
    }
  }

  private Frame line(String text) throws IOException {
    boolean failed = true;
    if (isTooLong(text)) {
      frames.write("%% A line has at most %d characters.\n".formatted(Line.MAXIMUM_LENGTH));
    } else {
      failed = carriedOut(text);
    }
    return session.ended() ? new Frame.Farewell() : prompt(failed);
  }

  /** Whether it failed. */
  private boolean carriedOut(String text) throws IOException {
    try {
      Answer answer = session.enter(text);
      frames.write(answer.text());
      return answer.failed();
    } catch (RuntimeException fault) {
      LOG.warn("a command at the console failed", fault);
      frames.write("% The node could not do that; its log says why.\n");
      return true;
    }
  }

  private String explanation(String text) {
    return isTooLong(text) ? Complaint.UNRECOGNIZED : HelpPage.of(text, session.ahead(text));
  }

  private List<String> words(String text) {
    return !isTooLong(text) && session.ahead(text) instanceof Prospect.Open(List<Option> options)
        ? options.stream().filter(Option::keyword).map(Option::shown).toList()
        : List.of();
  }

  private static boolean isTooLong(String text) {
    return text.length() > Line.MAXIMUM_LENGTH || text.contains("\n");
  }

  private Frame prompt(boolean failed) {
    return new Frame.Prompt(session.prompt(), failed, session.pageLength());
  }
}
