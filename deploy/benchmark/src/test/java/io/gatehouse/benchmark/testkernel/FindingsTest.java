package io.gatehouse.benchmark.testkernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.benchmark.result.Quantity;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingsTest {

  @TempDir private Path directory;

  @Test
  void whatIsFoundInsideIsReadOutside() {
    Path file = directory.resolve("findings");
    Findings findings = Findings.into(file);
    findings.figure("list", "policies", Quantity.ELAPSED, 0.5);
    findings.work("list", "policies", Quantity.KERNEL_CPU_PER_CLIENT, () -> 10_000);
    findings.missing("interface", "there is \"none\"");

    List<Finding> read = Findings.read(file);
    assertThat(read.getFirst())
        .isEqualTo(new Finding.Figure("list", "policies", Quantity.ELAPSED, 0.5));
    assertThat(read.get(1))
        .isInstanceOfSatisfying(
            Finding.Work.class,
            work -> {
              assertThat(work.amount()).isEqualTo(10_000);
              assertThat(work.endMillis()).isGreaterThanOrEqualTo(work.beginMillis());
            });
    assertThat(read.getLast()).isEqualTo(new Finding.Missing("interface", "there is \"none\""));
  }

  @Test
  void workIsToldAsItsQuantityWantsIt() {
    assertThat(work(Quantity.PACKETS_PER_CPU_SECOND).figure(0.5)).isEqualTo(400);
    assertThat(work(Quantity.KERNEL_CPU_PER_PACKET).figure(0.5)).isEqualTo(2_500);
  }

  private static Finding.Work work(Quantity quantity) {
    return new Finding.Work("row", "peer", quantity, 200, 0, 1);
  }
}
