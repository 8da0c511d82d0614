package io.gatehouse.client.tunnel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The {@code ip} command of iproute2. */
final class IpRoute {

  private static final Pattern VIA = Pattern.compile(" via (\\S+) dev (\\S+)");
  private static final int LONGEST_OUTPUT = 2000;

  private IpRoute() {}

  /** Keeps the way to {@code host} as it is, whatever routes come after. */
  static void keep(InetAddress host) {
    Matcher via = VIA.matcher(run("route", "get", host.getHostAddress()));
    if (via.find()) {
      run("route", "replace", host.getHostAddress(), "via", via.group(1), "dev", via.group(2));
    }
  }

  /**
   * What the command says.
   *
   * @throws IllegalStateException when it fails, with what it says
   */
  static String run(String... arguments) {
    List<String> command = Stream.concat(Stream.of("ip"), Stream.of(arguments)).toList();
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      byte[] output = process.getInputStream().readNBytes(LONGEST_OUTPUT);
      String said = new String(output, StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + said);
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
