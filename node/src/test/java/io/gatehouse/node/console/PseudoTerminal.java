package io.gatehouse.node.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/** The console's program in a terminal of 24 lines, as somebody sits before it. */
final class PseudoTerminal implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Process process;
  private final StringBuilder seen = new StringBuilder();
  private int looked;

  private PseudoTerminal(Process process) {
    this.process = process;
    Thread.ofVirtual().start(this::read);
  }

  static PseudoTerminal open(Path socket) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String command =
        "stty rows 24 cols 200; exec '%s' --enable-native-access=ALL-UNNAMED -cp '%s' io.gatehouse.node.Main console --socket '%s'"
            .formatted(java, System.getProperty("java.class.path"), socket);
    ProcessBuilder builder = new ProcessBuilder("script", "-qec", command, "/dev/null");
    builder.environment().put("TERM", "xterm");
    return new PseudoTerminal(builder.redirectErrorStream(true).start());
  }

  private void read() {
    byte[] octets = new byte[4096];
    try (InputStream in = process.getInputStream()) {
      for (int length = in.read(octets); length >= 0; length = in.read(octets)) {
        synchronized (seen) {
          seen.append(new String(octets, 0, length, UTF_8));
        }
      }
    } catch (IOException _) {
      // The terminal was closed.
    }
  }

  void type(String keys) throws IOException {
    process.getOutputStream().write(keys.getBytes(UTF_8));
    process.getOutputStream().flush();
  }

  /** Waits until the text is there, behind what was waited for before. Gives what is before it. */
  String await(String text) {
    Awaitility.await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(
            () -> {
              if (find(text) < 0) {
                throw new AssertionError("no \"" + text + "\" behind: " + behind());
              }
            });
    synchronized (seen) {
      int at = find(text);
      String before = seen.substring(looked, at);
      looked = at + text.length();
      return before;
    }
  }

  private int find(String text) {
    synchronized (seen) {
      return seen.indexOf(text, looked);
    }
  }

  private String behind() {
    synchronized (seen) {
      return seen.substring(looked);
    }
  }

  int exitStatus() {
    return process.onExit().join().exitValue();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }
}
