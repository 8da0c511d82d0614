package io.gatehouse.cluster.config.meaning;

import io.gatehouse.cluster.config.ConfigurationResult;
import io.gatehouse.cluster.config.Problem;
import io.gatehouse.cluster.config.trustpoint.PemDirectory;
import io.gatehouse.cluster.config.trustpoint.PemFiles.Content;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** A configuration on disk; its trustpoints' files are named relative to its directory. */
public final class ConfigurationFile {

  private ConfigurationFile() {}

  public static ConfigurationResult load(Path path, Clock clock) {
    Path absolute = path.toAbsolutePath();
    Path parent = absolute.getParent();
    PemDirectory directory = new PemDirectory(parent == null ? absolute : parent);
    return switch (directory.read(absolute.toString())) {
      case Content.Unreadable(String reason) -> unreadable(path, reason);
      case Content.Text(String octets) -> {
        byte[] utf8 = octets.getBytes(StandardCharsets.ISO_8859_1);
        String text = new String(utf8, StandardCharsets.UTF_8);
        yield ConfigurationReader.read(path.toString(), text, directory, clock.instant());
      }
    };
  }

  private static ConfigurationResult unreadable(Path path, String reason) {
    String what = "cannot read the configuration: " + reason;
    return new ConfigurationResult.Rejected(
        List.of(new Problem(path.toString(), 1, 1, what, "a readable file", "")), List.of());
  }
}
