package io.gatehouse.node.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console's program at a real terminal, and with a script on its standard input. */
class ConsoleTerminalTest {

  @TempDir private Path directory;
  private MemoryArchive archive;
  private ConsoleServer server;
  private Path socket;

  @BeforeEach
  void serve() throws IOException, GeneralSecurityException {
    archive = new MemoryArchive(PolicyDirectory.in(directory));
    socket = directory.resolve("console");
    server =
        ConsoleServer.open(
            new ConsoleSettings(socket, Optional.empty(), 2), new ScriptedHeadend(archive));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void twoOperatorsTypeCompleteAskAndPage() throws IOException {
    try (PseudoTerminal one = PseudoTerminal.open(socket);
        PseudoTerminal two = PseudoTerminal.open(socket)) {
      one.await("vpn1>");
      two.await("vpn1>");
      for (String line : ConsoleSessionTest.FOURTEEN_LINES) {
        one.type(line + "\r");
      }
      one.await(" IPv6 Crypto IKEv2 Session");
      assertThat(archive.active().policy().profiles()).hasSize(1);

      one.await("vpn1#");
      one.type("sh cry ike\tprof\t\r");
      one.await("IKEv2 profile: profile1");
      one.await("--More--");
      one.type("q");
      one.await("vpn1#");

      one.type("show crypto ikev2 ?");
      one.await("profile   Shows ikev2 profiles");
      one.type("sa\r");
      one.await(" IPv6 Crypto IKEv2  SA");
      one.await("vpn1#");

      one.type("terminal length 0\rshow running-config\r");
      assertThat(one.await("\nend")).doesNotContain("--More--").contains("hostname vpn1");

      two.type("enable\rconfigure terminal\rhostname hub\r\032");
      two.await("hub#");
      one.type("\r");
      one.await("hub#");
      one.type("exit\r");
      assertThat(one.exitStatus()).isZero();
    }
  }

  @Test
  void aScriptEndsWithItsFirstMistake() throws IOException {
    assertThat(script("enable\nshow running-config | count ^username\n"))
        .isEqualTo("0 Number of lines which match regexp = 1\n");
    assertThat(script("enable\nconfigure terminal\nhostnam x y\nhostname lost\nend\n"))
        .startsWith("1 Enter configuration")
        .endsWith("line 3 was not carried out, and none behind it\n");
    assertThat(script("enable\nconfigure terminal\nhostname lost\n"))
        .startsWith("1 ")
        .endsWith("nothing was configured: the script does not 'end' configure mode\n");
    assertThat(archive.running().version().number()).isEqualTo(1);
  }

  @Test
  void onlyTheOwnerMayConnect() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
        .isEqualTo("rw-------");
    assertThatThrownBy(
            () ->
                ConsoleServer.open(
                    new ConsoleSettings(socket, Optional.empty(), 1), new ScriptedHeadend(archive)))
        .hasMessageContaining("another process listens there");
    server.close();
    assertThat(socket).doesNotExist();
  }

  /** The exit status, and what was said. */
  private String script(String lines) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.gatehouse.node.Main",
                "console",
                "--socket",
                socket.toString())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().write(lines.getBytes(UTF_8));
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    return process.onExit().join().exitValue() + " " + said;
  }
}
