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
public record ConfigurationFile(Path path) {

  public static ConfigurationResult load(Path path, Clock clock) {
    ConfigurationFile file = new ConfigurationFile(path);
    return switch (file.content()) {
      case Content.Unreadable(String reason) -> file.unreadable(reason);
      case Content.Text(String text) -> file.read(path.toString(), text, clock);
    };
  }

  /** What is in it; octets that are not UTF-8 are a mistake for whoever reads the text. */
  public Content content() {
    return switch (directory().read(path.toAbsolutePath().toString())) {
      case Content.Unreadable unreadable -> unreadable;
      case Content.Text(String octets) ->
          new Content.Text(
              new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    };
  }

  /**
   * Reads a text as if it were in the file.
   *
   * @param source what messages begin with
   */
  public ConfigurationResult read(String source, String text, Clock clock) {
    return ConfigurationReader.read(source, text, directory(), clock.instant());
  }

  private PemDirectory directory() {
    Path absolute = path.toAbsolutePath();
    Path parent = absolute.getParent();
    return new PemDirectory(parent == null ? absolute : parent);
  }

  /** What {@link #load} says when the file cannot be read. */
  public ConfigurationResult.Rejected unreadable(String reason) {
    String what = "cannot read the configuration: " + reason;
    return new ConfigurationResult.Rejected(
        List.of(new Problem(path.toString(), 1, 1, what, "a readable file", "")), List.of());
  }
}
