package io.gatehouse.benchmark.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.endtoend.lab.LabException;
import org.junit.jupiter.api.Test;

/** What programs print, and what is read from it. */
class NodeOutputTest {

  @Test
  void octetsOfTheHeapAreThoseOfTheTotal() {
    String histogram =
        """
        4711:
         num     #instances         #bytes  class name (module)
        -------------------------------------------------------
           1:        225612       17404368  [B (java.base@25.0.3)
        Total        968354       54698344
        """;
    assertThat(BenchmarkNode.histogramTotal(histogram)).isEqualTo(54_698_344);
  }

  @Test
  void theReportStandsBehindWhatIsForPeople() {
    String output =
        """
        10 connected, 0 failed, 0 retransmissions
        {"event":"load-report","sessions":10,"offered":{"perSecond":2.5,"goodput":2.0}}
        """;
    assertThat(LoadProcess.lastReport(output).at("/offered/goodput").asDouble()).isEqualTo(2);
  }

  @Test
  void clientsThatDoNotReportHaveFailed() {
    assertThatThrownBy(() -> LoadProcess.lastReport("Killed"))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("Killed");
  }
}
