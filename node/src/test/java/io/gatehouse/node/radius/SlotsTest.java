package io.gatehouse.node.radius;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SlotsTest {

  @Test
  void everyIdentifierOfEverySocketIsTakenOnce() {
    Slots slots = new Slots(3);
    Set<Slots.Slot> taken = new HashSet<>();
    for (int count = 0; count < 3 * 256; count++) {
      taken.add(slots.take().orElseThrow());
    }

    assertThat(taken).hasSize(3 * 256);
    assertThat(slots.take()).isEmpty();
  }

  @Test
  void oneThatWasGivenBackIsTakenLast() {
    Slots slots = new Slots(1);
    Slots.Slot first = slots.take().orElseThrow();
    slots.giveBack(first);

    for (int count = 0; count < 255; count++) {
      assertThat(slots.take().orElseThrow()).isNotEqualTo(first);
    }
    assertThat(slots.take()).contains(first);
  }
}
