package io.gatehouse.node.xfrm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XfrmStatisticsTest {

  @TempDir private Path directory;

  @Test
  void eachLineIsANameAndANumber() throws IOException {
    assertThat(
            read(
                """
                XfrmInError             \t0
                XfrmInNoStates          \t123456789012
                XfrmOutStateSeqError    \t7
                """))
        .containsExactly(
            entry("XfrmInError", 0L),
            entry("XfrmInNoStates", 123_456_789_012L),
            entry("XfrmOutStateSeqError", 7L));
  }

  @Test
  void whatIsNoCounterIsPassedOver() throws IOException {
    assertThat(
            read(
                """

                XfrmInError
                XfrmInError -1
                XfrmInError 1 2
                Xfrm/InError 1
                XfrmInHdrError 99999999999999999999
                XfrmOutError 1
                """))
        .containsExactly(entry("XfrmOutError", 1L));
  }

  @Test
  void aKernelThatDoesNotCountHasNone() {
    assertThat(new XfrmStatistics(directory.resolve("absent")).read()).isEmpty();
  }

  private Map<String, Long> read(String text) throws IOException {
    return new XfrmStatistics(Files.writeString(directory.resolve("xfrm_stat"), text)).read();
  }
}
