package io.gatehouse.client.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.client.initiator.Command;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActionTest {

  @Test
  void actionsAreLines() {
    assertThat(Action.parse("ping 10.1.0.1")).isEqualTo(new Action.Ping("10.1.0.1", 1));
    assertThat(Action.parse(" ping  10.1.0.1 5 ")).isEqualTo(new Action.Ping("10.1.0.1", 5));
    assertThat(Action.parse("hold 3")).isEqualTo(new Action.Hold(Duration.ofSeconds(3)));
    assertThat(Action.parse("probe")).isEqualTo(new Action.Tell(Command.PROBE));
    assertThat(Action.parse("rekey-child")).isEqualTo(new Action.Tell(Command.REKEY_CHILD));
    assertThat(Action.parse("rekey-ike")).isEqualTo(new Action.Tell(Command.REKEY_IKE));
    assertThat(Action.parse("delete")).isEqualTo(new Action.Tell(Command.DELETE));
    assertThat(Action.parse("vanish")).isEqualTo(new Action.Vanish());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ping", "ping a 1 2", "ping a b", "hold", "hold x", "probe 1", "dance"})
  void otherLinesAreNone(String line) {
    assertThatThrownBy(() -> Action.parse(line)).isInstanceOf(IllegalArgumentException.class);
  }
}
