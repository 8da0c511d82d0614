package io.gatehouse.endtoend.headend;

import io.gatehouse.endtoend.lab.LabException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the build has put what an operator installs. */
public final class Distribution {
  /** The directory with {@code bin} and {@code lib}; set by the build. */
  public static final String DIRECTORY_PROPERTY = "gatehouse.distribution";

  private Distribution() {}

  /** The directory of what this build has made. */
  public static Path usual() {
    return Path.of(System.getProperty(DIRECTORY_PROPERTY, "deploy/target/gatehouse"));
  }

  /** The path of one of the distribution's programs. */
  public static String program(String name) {
    return program(usual(), name);
  }

  /** The path of a program of this or another build's distribution. */
  public static String program(Path distribution, String name) {
    Path program = distribution.resolve("bin").resolve(name).toAbsolutePath();
    if (!Files.isExecutable(program)) {
      throw new LabException(
          "%s is not there: build the distribution, or say with -D%s=… where it is"
              .formatted(program, DIRECTORY_PROPERTY));
    }
    return program.toString();
  }
}
