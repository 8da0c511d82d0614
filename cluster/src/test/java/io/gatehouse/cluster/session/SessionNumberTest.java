package io.gatehouse.cluster.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionNumberTest {

  @Test
  void isShardAboveSlot() {
    SessionNumber session = SessionNumber.of(0x12, 0x3456);

    assertThat(session.value()).isEqualTo(0x123456);
    assertThat(session.shard()).isEqualTo(0x12);
    assertThat(session.slot()).isEqualTo(0x3456);
    assertThat(session).hasToString("123456");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 0x100_0000, Integer.MIN_VALUE})
  void hasTwentyFourBitsAndIsNotZero(int value) {
    assertThatIllegalArgumentException().isThrownBy(() -> new SessionNumber(value));
  }

  @ParameterizedTest
  @CsvSource({"256,0", "-1,1", "0,65536", "0,-1", "0,0"})
  void hasShardAndSlotInRange(int shard, int slot) {
    assertThatIllegalArgumentException().isThrownBy(() -> SessionNumber.of(shard, slot));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1234567", "00000g", "000000", "-12345"})
  void parsesOnlyWhatItWrites(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> SessionNumber.parse(text));
  }
}
