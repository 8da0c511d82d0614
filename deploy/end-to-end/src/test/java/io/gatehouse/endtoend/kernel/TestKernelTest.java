package io.gatehouse.endtoend.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.endtoend.LaboratoryMachine;
import io.gatehouse.endtoend.lab.Command;
import io.gatehouse.endtoend.lab.TestKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/test-kernel}: what a command in the second kernel can rely on. */
class TestKernelTest {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Duration SOON = Duration.ofSeconds(60);

  @BeforeAll
  static void needsRoot() {
    LaboratoryMachine.require();
  }

  @Test
  void aCommandHasItsWordsItsPlaceAndItsEnvironmentAndGivesItsStatus(@TempDir Path directory) {
    String script = "printf '[%s]' \"$@\"; pwd; printf '%s\\n' \"$ASKED\"; exit 7";
    Command.Outcome outcome =
        kernel()
            .command("sh", "-c", script, "sh", "two words", "", "$HOME 'quoted' \"twice\"\n", "*")
            .after("env", "-C", directory.toString(), "ASKED=  kept as it is ")
            .attempt();
    assertThat(outcome.output())
        .isEqualTo(
            "[two words][][$HOME 'quoted' \"twice\"\n][*]%s\n  kept as it is \n"
                .formatted(directory));
    assertThat(outcome.status()).isEqualTo(7);
  }

  @Test
  void outputArrivesOctetForOctetAndErrorsApart() {
    String script = "echo aside >&2; printf '\\r\\n\\t\\004\\032'; seq 1 100000; echo aside >&2";
    Command inner = kernel().command("sh", "-c", script);
    String all =
        "\r\n\t\004\032"
            + String.join("", IntStream.rangeClosed(1, 100_000).mapToObj(n -> n + "\n").toList());
    assertThat(inner.after("sh", "-c", "exec \"$@\" 2>/dev/null", "sh").run()).isEqualTo(all);
    assertThat(inner.after("sh", "-c", "exec \"$@\" 2>&1 >/dev/null", "sh").run())
        .isEqualTo("aside\naside\n");
  }

  @Test
  void whatIsWrittenStaysInASharedDirectoryOnly(@TempDir Path directory) throws IOException {
    Path shared = Files.createDirectory(directory.resolve("shared"));
    Path other = Files.writeString(directory.resolve("other"), "before");
    String script = "echo written >\"$1\"/new; echo after >\"$2\"; cat \"$2\"";
    String output =
        kernel()
            .sharing(shared)
            .command("sh", "-c", script, "sh", shared.toString(), other.toString())
            .run();
    assertThat(output).isEqualTo("after\n");
    assertThat(shared.resolve("new")).hasContent("written");
    assertThat(other).hasContent("before");
  }

  @Test
  void theKernelHasEsp() {
    String state =
        "ip xfrm state add src 192.0.2.1 dst 192.0.2.2 proto esp spi 0x1000 mode tunnel reqid 1 "
            + "encap espinudp 4500 4500 0.0.0.0 ";
    String gcm = "aead 'rfc4106(gcm(aes))' 0x" + "17".repeat(36) + " 128";
    String output = kernel().command("sh", "-c", state + gcm + " && ip xfrm state").run();
    assertThat(output)
        .contains("proto esp spi 0x00001000 reqid 1 mode tunnel", "rfc4106(gcm(aes))");
  }

  /** By the way of nfnetlink_log, and at no more than the rate that the rule has. */
  @Test
  void nftablesLogsPackets() {
    String script =
        """
        nft 'table inet watch {
          chain arriving {
            type filter hook input priority 0
            udp dport 4500 limit rate 1/hour burst 2 packets log group 7
          }
        }'
        tcpdump -i nflog:7 -w /tmp/logged -U >/tmp/tcpdump 2>&1 & tcpdump=$!
        until grep -q listening /tmp/tcpdump; do kill -0 $tcpdump; done
        for _ in 1 2 3 4 5; do printf x >/dev/udp/127.0.0.1/4500 || true; done
        until [ "$(tcpdump -r /tmp/logged 2>/dev/null | wc -l)" -ge 2 ]; do kill -0 $tcpdump; done
        kill $tcpdump
        wait $tcpdump
        tcpdump -n -r /tmp/logged 2>/dev/null | wc -l
        """;
    assertThat(kernel().command("bash", "-euc", script).run()).isEqualTo("2\n");
  }

  @Test
  void aCommandThatTakesTooLongIsEnded() {
    Command.Outcome outcome =
        TestKernel.usual().within(Duration.ofSeconds(1)).command("sleep", "1000").attempt();
    assertThat(outcome.status()).isEqualTo(TestKernel.TIMED_OUT);
    assertThat(outcome.output()).contains("not done after 1 seconds: sleep 1000");
  }

  @Test
  void aKernelThatDoesNotStartIsTold() {
    Command.Outcome outcome = kernel().booting(Path.of("/bin/false")).command("true").attempt();
    assertThat(outcome.status()).isEqualTo(TestKernel.BROKEN);
    assertThat(outcome.output()).contains("/bin/false did not run the command to its end");
  }

  @Test
  void nothingIsLeftBehindByARunThatIsTerminated(@TempDir Path directory) throws IOException {
    Path shared = Files.createDirectory(directory.resolve("shared"));
    Path begun = shared.resolve("begun");
    Path temporary = Files.createDirectory(directory.resolve("temporary"));
    List<String> words =
        kernel()
            .sharing(shared)
            .command("sh", "-c", "echo >\"$0\"; exec sleep 1000", begun.toString())
            .after("env", "TMPDIR=" + temporary)
            .words();
    Process process = new ProcessBuilder(words).inheritIO().start();
    await().atMost(LIMIT).until(() -> Files.exists(begun));
    process.destroy();
    await().atMost(SOON).until(() -> !process.isAlive());
    assertThat(process.exitValue()).isEqualTo(143);
    assertThat(temporary).isEmptyDirectory();
    assertThat(processesAbout(temporary)).isEmpty();
  }

  private static Stream<String> processesAbout(Path directory) {
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().commandLine().stream())
        .filter(commandLine -> commandLine.contains(directory.toString()));
  }

  private static TestKernel kernel() {
    return TestKernel.usual().within(LIMIT);
  }
}
