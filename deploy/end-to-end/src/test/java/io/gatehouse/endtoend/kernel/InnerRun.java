package io.gatehouse.endtoend.kernel;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The program in the second kernel: runs tests, and writes what became of each into a file. */
final class InnerRun {
  private static final long START = System.nanoTime();

  private InnerRun() {}

  /**
   * Runs tests.
   *
   * @param arguments the file, then classes, or methods as {@code class#method}
   */
  public static void main(String[] arguments) {
    Path file = Path.of(arguments[0]);
    DiscoverySelector[] selectors =
        Arrays.stream(arguments).skip(1).map(InnerRun::selector).toArray(DiscoverySelector[]::new);
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectors).build();
    LauncherFactory.create()
        .execute(request, new OutcomeListener(outcome -> append(file, outcome)));
    // Threads that a test has left behind are no reason to stay.
    System.exit(0);
  }

  private static DiscoverySelector selector(String name) {
    return name.contains("#") ? selectMethod(name) : selectClass(name);
  }

  private static void append(Path file, Outcome outcome) {
    System.out.printf(
        "%s %s, %.1f s after the start %s%n",
        outcome.verdict(), outcome.test(), (System.nanoTime() - START) / 1e9, outcome.account());
    try {
      Files.writeString(
          file, outcome.toLine() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
