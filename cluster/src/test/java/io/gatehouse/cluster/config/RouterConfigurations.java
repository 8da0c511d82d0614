package io.gatehouse.cluster.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Whole configurations in the style of real routers. Beside each is the report on its lines. */
public final class RouterConfigurations {

  public static final Path DIRECTORY =
      Path.of("src/test/resources/io/gatehouse/cluster/config/router");

  private RouterConfigurations() {}

  /** Those without a mistake. */
  public static Stream<String> thatLoad() {
    return Stream.of(
        "isr4331-local-users",
        "csr1000v-radius",
        "c8000v-dual-stack",
        "isr2911-hub-keys",
        "windows-eap",
        "tacacs-management",
        "typed-by-hand");
  }

  public static String text(String name) {
    try {
      return Files.readString(DIRECTORY.resolve(name + ".conf"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
