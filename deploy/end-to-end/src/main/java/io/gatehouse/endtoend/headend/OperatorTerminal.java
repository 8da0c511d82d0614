package io.gatehouse.endtoend.headend;

import io.gatehouse.endtoend.lab.Daemon;
import io.gatehouse.endtoend.lab.Namespace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/** The console's program in a pseudo-terminal, as somebody sits before it. */
public final class OperatorTerminal implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** What a terminal does not show: colours, places of the cursor, the kind of pasting. */
  private static final Pattern CONTROL = Pattern.compile("\\e\\[[0-9;?]*[ -/]*[@-~]|\\e[=>]|\\r");

  /** Nothing is behind it: the console waits for a line. */
  private static final Pattern PROMPT =
      Pattern.compile("(?:^|\n)[\\w.-]+(?:\\([\\w-]+\\))?[>#]\\s*\\z");

  private final Daemon process;
  private int seen;

  private OperatorTerminal(Daemon process) {
    this.process = process;
  }

  /** Connects to the node on this host, and returns when it waits for the first line. */
  static OperatorTerminal open(Namespace host, String program, Path machineFile) {
    String command =
        "stty rows 24 cols 200; exec '%s' console --config '%s'".formatted(program, machineFile);
    OperatorTerminal terminal =
        new OperatorTerminal(
            host.start("console", "env", "TERM=xterm", "script", "-qec", command, "/dev/null"));
    String _ = terminal.awaitPrompt();
    return terminal;
  }

  /** Types a line, and gives what is shown until the next one is waited for. */
  public String enter(String line) {
    process.enter(line);
    return awaitPrompt();
  }

  /** Types a line, behind which the node may be gone. */
  public void type(String line) {
    process.enter(line);
  }

  /** Types one line after the other, and gives what is shown behind the last one. */
  public String enterAll(Iterable<String> lines) {
    String shown = "";
    for (String line : lines) {
      shown = enter(line);
    }
    return shown;
  }

  private String awaitPrompt() {
    process.await("ready for a line", LIMIT, () -> PROMPT.matcher(unseen()).find());
    String shown = unseen();
    seen += shown.length();
    return shown;
  }

  /** Waits for the end of the program, which the end of its node is, and gives its last words. */
  public String awaitEnd() {
    process.awaitEnd(LIMIT);
    return unseen();
  }

  private String unseen() {
    return shown().substring(seen);
  }

  private String shown() {
    return CONTROL.matcher(process.output()).replaceAll("");
  }

  @Override
  public void close() {
    process.stop();
  }
}
