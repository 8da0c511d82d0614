package io.gatehouse.cluster.config.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.config.Configuration;
import io.gatehouse.cluster.config.ConfigurationResult;
import io.gatehouse.cluster.config.Problem;
import io.gatehouse.cluster.config.UnusedLines;
import java.util.List;

/** Reads configurations in tests. */
public final class Reading {

  private Reading() {}

  public static ConfigurationResult read(String text) {
    return ConfigurationReader.read("vpn.conf", text, TestPki.pemFiles(), TestPki.NOW);
  }

  public static Configuration loaded(String text) {
    ConfigurationResult result = read(text);
    assertThat(result).isInstanceOf(ConfigurationResult.Loaded.class);
    return ((ConfigurationResult.Loaded) result).configuration();
  }

  public static List<Problem> notices(String text) {
    return ((ConfigurationResult.Loaded) read(text)).notices();
  }

  public static List<UnusedLines> unused(String text) {
    return read(text).unused();
  }

  public static List<Problem> mistakes(String text) {
    ConfigurationResult result = read(text);
    assertThat(result).isInstanceOf(ConfigurationResult.Rejected.class);
    return ((ConfigurationResult.Rejected) result).mistakes();
  }

  /** The one and only mistake of a text, as it is printed. */
  public static String mistake(String text) {
    List<Problem> mistakes = mistakes(text);
    assertThat(mistakes).hasSize(1);
    return mistakes.getFirst().toString();
  }
}
