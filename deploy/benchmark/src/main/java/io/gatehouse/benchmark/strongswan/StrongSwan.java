package io.gatehouse.benchmark.strongswan;

import io.gatehouse.endtoend.lab.LabException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where strongSwan with its load-tester has been built: see {@code deploy/strongswan}. */
public final class StrongSwan {

  public static final String DIRECTORY_PROPERTY = "gatehouse.strongswan";

  private StrongSwan() {}

  public static String charon() {
    return directory().resolve("libexec/ipsec/charon").toString();
  }

  public static String swanctl() {
    return directory().resolve("sbin/swanctl").toString();
  }

  /** Of Debian's source package. */
  public static String version() {
    try {
      return Files.readString(directory().resolve("version")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it was installed into. */
  public static Path directory() {
    String directory = System.getProperty(DIRECTORY_PROPERTY);
    if (directory == null) {
      throw new LabException(
          "-D%s= must say where deploy/strongswan built it".formatted(DIRECTORY_PROPERTY));
    }
    return Path.of(directory);
  }
}
