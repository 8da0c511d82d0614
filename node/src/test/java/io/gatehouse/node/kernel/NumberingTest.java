package io.gatehouse.node.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import io.gatehouse.node.xfrm.EspState;
import io.gatehouse.node.xfrm.Lifetime;
import io.gatehouse.protocol.esp.SequenceBlock;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberingTest {

  private static final long PER_RECOVERY = 1L << 26;

  private static SaPair pair(int recoveries) {
    ChildSa childSa = KernelFixtures.headend(0x100, 7);
    for (int i = 0; i < recoveries; i++) {
      childSa = childSa.recovered();
    }
    return new SaLayout(64, false, OptionalInt.empty())
        .of(
            childSa,
            KernelFixtures.toClient(KernelFixtures.CLIENT_OUTSIDE, 4500),
            List.of(KernelFixtures.CLIENT),
            1,
            Instant.now());
  }

  /** The kernel keeps the last number; the first packet has the next. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 31, 32})
  void aStateBeginsWithItsBlockAndTellsWhichItIs(int recoveries) {
    SequenceBlock block = SequenceBlock.after(recoveries).orElseThrow();
    EspState outbound = pair(recoveries).outbound();

    assertThat(outbound.replay().sent()).isEqualTo(block.first() - 1);
    assertThat(Numbering.recoveries(outbound)).hasValue(recoveries);
    EspState last =
        outbound.numbered(outbound.replay().havingSent(block.last() - 1), outbound.lifetime());
    assertThat(Numbering.recoveries(last)).hasValue(recoveries);
  }

  @Test
  void aBlockEndsAndIsWarnedOfAtThreeQuarters() {
    Lifetime limits = pair(1).outbound().lifetime();

    assertThat(limits.hardPackets()).isEqualTo(PER_RECOVERY);
    assertThat(limits.softPackets()).isEqualTo(PER_RECOVERY / 4 * 3);
  }

  @Test
  void whoGoesOnSkipsNumbersAndStaysInTheBlock() {
    EspState outbound = pair(1).outbound();
    long first = outbound.replay().sent();

    EspState ahead = Numbering.ahead(outbound, 1, 1_000);

    assertThat(ahead.replay().sent()).isEqualTo(first + 1_000);
    assertThat(ahead.lifetime().hardPackets()).isEqualTo(PER_RECOVERY - 1_000);
    assertThat(ahead.lifetime().hardSeconds()).isEqualTo(outbound.lifetime().hardSeconds());
    assertThat(ahead.lifetime().hardOctets()).isEqualTo(outbound.lifetime().hardOctets());
    assertThatThrownBy(() -> Numbering.ahead(outbound, 1, PER_RECOVERY))
        .isInstanceOf(DataPlaneException.class)
        .hasMessage("its sequence numbers are used up");
  }

  @Test
  void whoWasRecoveredTooOftenIsRefused() {
    assertThatThrownBy(() -> pair(33))
        .isInstanceOf(DataPlaneException.class)
        .hasMessage("the CHILD SA was recovered more than 32 times: it must be rekeyed");
  }
}
