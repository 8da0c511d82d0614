package io.gatehouse.cluster.config.archive;

import io.gatehouse.cluster.config.language.RunningConfiguration;
import io.gatehouse.cluster.config.language.StatementReader;

/**
 * A configuration as it is printed, with its secrets. The text is shown to nobody: {@link #masked}
 * is for eyes.
 *
 * @param reveal keywords in full, blocks indented by one blank, secrets as they were entered
 */
public record ConfigurationText(String reveal) {

  /** Of a cluster that was never configured. */
  public static final ConfigurationText EMPTY = new ConfigurationText("end\n");

  /** How a text without mistakes is printed; of one with mistakes, what was understood. */
  public static ConfigurationText of(String text) {
    return new ConfigurationText(
        RunningConfiguration.withSecrets(StatementReader.read("text", text).section()));
  }

  /** As {@code show running-config} prints it: without secrets and hashes. */
  public String masked() {
    return RunningConfiguration.of(StatementReader.read("running-config", reveal).section());
  }

  @Override
  public String toString() {
    return "ConfigurationText(" + reveal.length() + " characters)";
  }
}
