package io.gatehouse.endtoend.cluster;

import io.gatehouse.endtoend.headend.ClusterNode;
import io.gatehouse.endtoend.lab.LabException;
import io.gatehouse.endtoend.measure.Percentiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long it takes from {@code end} at one console until a version of the configuration is active,
 * on that node and on the last one: by the times in the nodes' logs, which one clock gives.
 */
public final class ActivationTable {
  private final List<Duration> here = new ArrayList<>();
  private final List<Duration> everywhere = new ArrayList<>();

  /**
   * Takes a version that is active on all nodes.
   *
   * @param ended when {@code end} was typed
   * @param node where it was
   */
  public void add(long version, Instant ended, ClusterNode node, List<ClusterNode> all) {
    here.add(Duration.between(ended, activation(node, version)));
    everywhere.add(
        all.stream()
            .map(each -> Duration.between(ended, activation(each, version)))
            .max(Duration::compareTo)
            .orElseThrow());
  }

  private static Instant activation(ClusterNode node, long version) {
    Matcher line =
        Pattern.compile("(?m)^(\\S+) .*configuration version " + version + " of .* is active$")
            .matcher(node.output());
    if (!line.find()) {
      throw new LabException("%s does not say that it has version %d".formatted(node, version));
    }
    return OffsetDateTime.parse(line.group(1)).toInstant();
  }

  public void write(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String row(String title, List<Duration> durations) {
    Percentiles figures = Percentiles.of(durations);
    return "| %s | %d | %d | %d |\n"
        .formatted(
            title,
            figures.sorted().size(),
            figures.at(50).toMillis(),
            figures.longest().toMillis());
  }

  @Override
  public String toString() {
    return """
    | From `end` until the version is active | Versions | Median, ms | Longest, ms |
    |---|---|---|---|
    """
        + row("on the node where it was typed", here)
        + row("on all nodes", everywhere);
  }
}
