package io.gatehouse.benchmark.piece;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.benchmark.result.Measurement;
import io.gatehouse.benchmark.result.Quantity;
import io.gatehouse.benchmark.result.Section;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PieceSetTest {

  @TempDir private Path files;

  /** Too short to say anything about the pieces, but each is at work. */
  @Test
  void everyBenchmarkIsARowOfTheTable() {
    Section section = new PieceSet(0, Duration.ofMillis(1), 2, Duration.ofMillis(1)).run(files);

    assertThat(section.measurements())
        .hasSize(14)
        .allSatisfy(
            measurement -> {
              assertThat(measurement.quantity()).isEqualTo(Quantity.TIME_PER_OPERATION);
              assertThat(measurement.rounds()).hasSize(2).allMatch(time -> time > 0);
            })
        .extracting(Measurement::row)
        .doesNotHaveDuplicates()
        .contains("key exchange: X25519", "store: a write among 64");
    assertThat(section.base()).isEmpty();
  }
}
