package io.gatehouse.endtoend.lab;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One of our own programs, for a process of its own in a namespace. */
public final class JavaProgram {
  private JavaProgram() {}

  /**
   * The command that runs it.
   *
   * @param program a class with {@code main} that needs nothing but the JDK and what is beside it
   */
  public static List<String> words(Class<?> program, String... arguments) {
    return words(List.of(), classPathEntry(program), program, Arrays.asList(arguments));
  }

  /**
   * The command that runs a program which needs more.
   *
   * @param options further ones for the JVM
   */
  public static List<String> words(
      List<String> options, String classPath, Class<?> program, List<String> arguments) {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
    words.addAll(options);
    words.addAll(List.of("-cp", classPath, program.getName()));
    words.addAll(arguments);
    return words;
  }

  private static String classPathEntry(Class<?> program) {
    try {
      return Path.of(program.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
