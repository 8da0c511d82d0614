package io.gatehouse.protocol.esp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SequenceBlockTest {

  @Test
  void theBlocksOfAllRecoveriesFollowEachOtherAndFit32Bits() {
    long next = 1;
    for (int recoveries = 0; recoveries <= SequenceBlock.MAXIMUM_RECOVERIES; recoveries++) {
      SequenceBlock block = SequenceBlock.after(recoveries).orElseThrow();
      assertThat(block.first()).isEqualTo(next);
      next = block.last() + 1;
    }
    assertThat(next).isEqualTo(1L << 32);
  }

  @Test
  void afterTheLastRecoveryTheSaMustBeRekeyed() {
    assertThat(SequenceBlock.after(SequenceBlock.MAXIMUM_RECOVERIES + 1)).isEmpty();
    assertThat(SequenceBlock.after(Integer.MAX_VALUE)).isEmpty();
  }

  @Test
  void aBlockHasNumbers() {
    assertThatThrownBy(() -> new SequenceBlock(0, 5)).hasMessageContaining("0 to 5");
    assertThatThrownBy(() -> new SequenceBlock(6, 5)).hasMessageContaining("6 to 5");
    assertThatThrownBy(() -> SequenceBlock.after(-1)).hasMessageContaining("-1");
  }
}
