package io.gatehouse.endtoend.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.endtoend.LaboratoryMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RegistrationTest {
  private static final String PROCESS_THAT_NEVER_WAS = "1 1970-01-01T00:00:00Z\n";
  private static final int NAMESPACES = 12;

  /** Another process that begins a laboratory at the same time. */
  public static final class Remover {
    public static void main(String[] arguments) {
      Registration.removeStale();
    }
  }

  @BeforeAll
  static void needsNamespaces() {
    LaboratoryMachine.require();
  }

  @Test
  void twoProcessesThatRemoveTheSameStaleLaboratoryDoNotDisturbOneAnother() throws Exception {
    Registration stale = stale();

    List<Process> removers = Stream.of(1, 2, 3).map(_ -> remover()).toList();

    for (Process remover : removers) {
      String output = new String(remover.getInputStream().readAllBytes(), UTF_8);
      assertThat(remover.waitFor()).as(output).isZero();
    }
    assertThat(stale.directory()).doesNotExist();
    assertThat(Command.of("ip", "netns", "list").run()).doesNotContain(stale.prefix());
  }

  private static Registration stale() throws IOException {
    Registration registration = Registration.create();
    Files.writeString(registration.directory().resolve("owner"), PROCESS_THAT_NEVER_WAS);
    IntStream.range(0, NAMESPACES)
        .forEach(i -> Command.of("ip", "netns", "add", registration.prefix() + i).run());
    return registration;
  }

  private static Process remover() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    try {
      return new ProcessBuilder(java, "-cp", classPath, Remover.class.getName())
          .redirectErrorStream(true)
          .start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
