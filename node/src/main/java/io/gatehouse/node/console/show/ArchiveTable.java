package io.gatehouse.node.console.show;

import io.gatehouse.cluster.config.archive.ConfigurationVersion;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** {@code show archive}: the versions of the configuration, the newest first. */
public final class ArchiveTable {

  private static final String ROW = " %-8s %-24s %-20s %s\n";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private ArchiveTable() {}

  /** Lines that each end with {@code \n}. */
  public static String show(List<ConfigurationVersion> versions) {
    StringBuilder text =
        new StringBuilder(
            "The most recent version of the configuration is %s.\n"
                .formatted(
                    versions.isEmpty() ? "none" : String.valueOf(versions.getFirst().number())));
    text.append(ROW.formatted("Version", "Time", "Node", "Author"));
    versions.forEach(
        version ->
            text.append(
                ROW.formatted(
                    version.number(),
                    TIME.format(version.time()),
                    version.node(),
                    version.author())));
    return text.toString();
  }
}
