package io.gatehouse.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {

  private static final int USAGE = 2;

  @TempDir private Path directory;
  private final PrintStream stderr = System.err;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @BeforeEach
  void listen() {
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setErr(stderr);
  }

  @Test
  void withoutANodeThereIsNothingToConnectTo() {
    Path socket = directory.resolve("console");

    assertThat(execute("console", "--socket", socket.toString())).isEqualTo(1);
    assertThat(said()).contains("no node answers on " + socket);
  }

  @Test
  void anUnknownOptionIsAMistakeInUsage() {
    assertThat(execute("--confg", "x")).isEqualTo(USAGE);
    assertThat(execute("show", "secrets", "--config", "x")).isEqualTo(USAGE);
  }

  @Test
  void aMistakeInTheSettingsIsSaidInOneLine() throws IOException {
    Path file = write("gatehouse.conf", "gatehouse.ike.port = 0");

    assertThat(execute("--config", file.toString())).isEqualTo(Main.EXIT_CONFIGURATION);
    assertThat(said()).startsWith(file + ": ").hasLineCount(1);
    assertThat(execute("check", "--config", file.toString())).isEqualTo(Main.EXIT_CONFIGURATION);
    assertThat(execute("show", "status", "--config", file.toString()))
        .isEqualTo(Main.EXIT_CONFIGURATION);
  }

  @Test
  void aMistakeInThePolicyIsSaidWithItsPlace() throws IOException {
    Path policy = write("flexvpn.conf", "crypto ikev2 profle X\n");
    Path file = write("gatehouse.conf", "gatehouse.ike.addresses = [\"127.0.0.1\"]");

    assertThat(execute("check", "--config", file.toString())).isEqualTo(Main.EXIT_CONFIGURATION);
    assertThat(said()).contains(policy + ":1:").contains("nothing was started");
  }

  @Test
  void checkListsWhatHasNoEffect() throws IOException {
    Path policy = write("flexvpn.conf", "version 17.9\nline vty 0 4\n login local\nhostname r\n");
    Path file = write("gatehouse.conf", "gatehouse.ike.addresses = [\"127.0.0.1\"]");
    ByteArrayOutputStream listed = new ByteArrayOutputStream();
    PrintStream stdout = System.out;
    System.setOut(new PrintStream(listed, true, StandardCharsets.UTF_8));
    try {
      assertThat(execute("check", "--print", "--config", file.toString())).isZero();
    } finally {
      System.setOut(stdout);
    }

    assertThat(listed.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            policy
                + ":1: irrelevant here: version 17.9 (it says nothing about Gatehouse)\n"
                + policy
                + ":2-3: irrelevant here: line vty ... (it belongs to the router)\n"
                + "hostname r\nend\nThe configuration is good.\n");
  }

  @Test
  void showSaysThatNobodyIsThere() throws IOException {
    int closed;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = free.getLocalPort();
    }
    Path file =
        write(
            "gatehouse.conf",
            "gatehouse { ike.addresses = [\"127.0.0.1\"], administration.port = " + closed + " }");

    assertThat(execute("show", "sessions", "--config", file.toString())).isEqualTo(1);
    assertThat(said())
        .isEqualToIgnoringNewLines("no node answers on 127.0.0.1:" + closed + "; is it running?");
  }

  private static int execute(String... arguments) {
    return new CommandLine(new Main()).execute(arguments);
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }
}
