package io.gatehouse.benchmark.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KernelMemoryTest {

  @Test
  void pagesOfProgramsAreNotTheKernels() {
    assertThat(
            KernelMemory.used(
                List.of(
                    "MemFree:         1800000 kB",
                    "Slab:              40000 kB",
                    "SReclaimable:      10000 kB",
                    "VmallocUsed:         300 kB",
                    "Percpu:              200 kB")))
        .isEqualTo(40_500);
  }
}
