package io.gatehouse.cluster.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreSettingsTest {

  private static final Config DEFAULTS = ConfigFactory.load().getConfig("gatehouse.store");

  @Test
  void embeddedDatabaseIsTheDefault() {
    StoreSettings settings = StoreSettings.from(DEFAULTS, "node-a");

    assertThat(Dialect.of(settings.url())).isEqualTo(Dialect.H2);
    assertThat(settings.keyFile()).isEqualTo(Path.of("/var/lib/gatehouse/master-keys"));
    assertThat(settings.groupSize()).isEqualTo(500);
    assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void passwordIsNotPrinted() {
    assertThat(StoreSettings.from(with("password", "hunter2"), "node-a").toString())
        .doesNotContain("hunter2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          writers    | 65    | the store's writers is 0 to 64, not 65
          group-size | 0     | the store's group-size is 1 to 10000, not 0
          queue-size | 0     | the store's queue-size is 1 to 1000000, not 0
          timeout    | 10ms  | the store's timeout is 250 ms or more, not PT0.01S
          """)
  void aNumberOutOfItsRangeIsNamed(String setting, String value, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoreSettings.from(with(setting, value), "node-a"))
        .withMessage(message);
  }

  private static Config with(String setting, String value) {
    return ConfigFactory.parseString(setting + " = \"" + value + "\"").withFallback(DEFAULTS);
  }
}
