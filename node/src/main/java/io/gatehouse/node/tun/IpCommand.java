package io.gatehouse.node.tun;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** iproute2, for what is done once at the start. */
final class IpCommand {

  private static final List<Path> PLACES =
      List.of(Path.of("/usr/sbin/ip"), Path.of("/sbin/ip"), Path.of("/usr/bin/ip"));
  private static final int SECONDS = 10;
  private static final int LONGEST_MESSAGE = 500;

  private IpCommand() {}

  /**
   * Sets the device's MTU and lets packets pass.
   *
   * @throws DataPlaneException with what the command said
   */
  static void bringUp(String device, int mtu) {
    run("link", "set", "dev", device, "mtu", Integer.toString(mtu), "up");
  }

  private static void run(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(program().toString());
    command.addAll(Arrays.asList(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = said(process);
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw failure(command, "no answer within " + SECONDS + " seconds");
      }
      if (process.exitValue() != 0) {
        throw failure(command, said);
      }
    } catch (IOException e) {
      throw failure(command, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(command, "interrupted");
    }
  }

  private static String said(Process process) throws IOException {
    try (InputStream output = process.getInputStream()) {
      byte[] octets = output.readNBytes(LONGEST_MESSAGE);
      return new String(octets, StandardCharsets.UTF_8).strip().replace('\n', ' ');
    }
  }

  private static Path program() {
    return PLACES.stream()
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new DataPlaneException("no 'ip' command: install the package iproute2"));
  }

  private static DataPlaneException failure(List<String> command, String reason) {
    return new DataPlaneException("'" + String.join(" ", command) + "' failed: " + reason);
  }
}
