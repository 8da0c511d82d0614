package io.gatehouse.benchmark.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeLatenciesTest {

  @TempDir private Path directory;

  @Test
  void onlyRequestsOfTheWindowCount() throws IOException {
    ProbeLatencies latencies = between(1000, 2000, "999 1", "1000 4000", "1999 2000", "2000 1");

    assertThat(latencies.sortedMicros()).containsExactly(2000L, 4000L);
    assertThat(latencies.at(0.5)).isEqualTo(2);
    assertThat(latencies.at(0.99)).isEqualTo(4);
  }

  @Test
  void withoutAnswersThereIsNothingToTell() throws IOException {
    assertThat(between(0, 1).at(0.5)).isZero();
  }

  private ProbeLatencies between(long begin, long end, String... lines) throws IOException {
    Path log = Files.write(directory.resolve("dpd.log"), List.of(lines));
    return ProbeLatencies.between(log, Instant.ofEpochMilli(begin), Instant.ofEpochMilli(end));
  }
}
