package io.gatehouse.node.nftables;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** nft(8), for what is done once: each run is one transaction, all of it or nothing. */
final class NftCommand {

  private static final List<Path> PLACES =
      List.of(Path.of("/usr/sbin/nft"), Path.of("/sbin/nft"), Path.of("/usr/bin/nft"));
  private static final int SECONDS = 30;
  private static final int LONGEST_MESSAGE = 500;

  private final Path program;

  NftCommand(Path program) {
    this.program = program;
  }

  /**
   * @throws DataPlaneException when it is not installed
   */
  static NftCommand installed() {
    return PLACES.stream()
        .filter(Files::isExecutable)
        .findFirst()
        .map(NftCommand::new)
        .orElseThrow(
            () ->
                new DataPlaneException(
                    "no 'nft' command: install the package nftables; data-plane = tun does"
                        + " without"));
  }

  /** Carries out a ruleset; says why when it is refused. */
  Optional<String> apply(String ruleset) {
    return run(ruleset, List.of("-f", "-"));
  }

  /** The same without lasting effect. */
  Optional<String> check(String ruleset) {
    return run(ruleset, List.of("-c", "-f", "-"));
  }

  private Optional<String> run(String ruleset, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      write(ruleset, process);
      String said = said(process);
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.of("no answer within " + SECONDS + " seconds");
      }
      return process.exitValue() == 0 ? Optional.empty() : Optional.of(said);
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  /**
   * It reads everything before it says anything, so nobody waits for the other. One that ends
   * without reading says why.
   */
  private static void write(String ruleset, Process process) {
    try (OutputStream input = process.getOutputStream()) {
      input.write(ruleset.getBytes(StandardCharsets.UTF_8));
    } catch (IOException _) {
      // Its exit status is what counts.
    }
  }

  private static String said(Process process) throws IOException {
    try (InputStream output = process.getInputStream()) {
      byte[] octets = output.readNBytes(LONGEST_MESSAGE);
      return new String(octets, StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ");
    }
  }
}
