package io.gatehouse.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.gatehouse.node.nftables.FilterEvent;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CounterNamesTest {

  @Test
  void constantsStandBehindAPrefix() {
    assertThat(CounterNames.of("nftables", Map.of(FilterEvent.UNKNOWN_SPI, 3L)))
        .containsExactly(entry("nftables_unknown_spi", 3L));
  }

  @Test
  void theKernelsNamesAreTakenApart() {
    assertThat(
            CounterNames.ofKernel(
                Map.of("XfrmInNoStates", 1L, "XfrmOutBundleGenError", 2L, "XfrmInIptfsError", 3L)))
        .containsOnly(
            entry("xfrm_in_no_states", 1L),
            entry("xfrm_out_bundle_gen_error", 2L),
            entry("xfrm_in_iptfs_error", 3L));
  }
}
