package io.gatehouse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.endtoend.headend.HeadendSettings;
import io.gatehouse.endtoend.headend.HeldHeadend;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The node's process ends and another takes its place, while the kernel goes on with the users'
 * packets: somebody else holds the sockets that it takes them from. {@code HeldSocketsTest} runs
 * this in a kernel that has ESP.
 */
class HeldSocketsInKernel {
  @RegisterExtension
  static final Laboratory LABORATORY =
      Laboratory.withClients(2).with(HeadendSettings.usual().withHeldSockets());

  /** An SPI, and how many packets the state has carried. */
  private static final Pattern STATE =
      Pattern.compile(
          "proto esp spi (0x[0-9a-f]{8}).*?lifetime current:.*?, (\\d+)\\(packets\\)",
          Pattern.DOTALL);

  @Test
  void nothingIsLostWhileTheProcessIsAway() {
    Scene scene = LABORATORY.scene();
    HeldHeadend headend = (HeldHeadend) scene.headend();
    try (ConnectedPair pair = ConnectedPair.connect(scene)) {
      SteadyPing first = SteadyPing.start(pair.strongSwan().client().host());
      SteadyPing second = SteadyPing.start(pair.anyConnect().client().host());
      Map<String, Long> before = packetsByState();
      assertThat(before).hasSize(4);

      headend.kill9();
      assertThat(packetsByState()).containsOnlyKeys(before.keySet());
      headend.awaitServing();
      assertThat(headend.output()).contains("2 CHILD SAs in the kernel go on");
      assertHaveCarriedMore(before);
      first.assertNothingLost();
      second.assertNothingLost();
      pair.assertGoesOn();
    }
  }

  /** Except for states that were rekeyed since. */
  private static void assertHaveCarriedMore(Map<String, Long> before) {
    packetsByState()
        .forEach(
            (spi, packets) ->
                assertThat(packets).as(spi).isGreaterThan(before.getOrDefault(spi, -1L)));
  }

  private static Map<String, Long> packetsByState() {
    String states = LABORATORY.scene().lab().headend().command("ip", "-s", "xfrm", "state").run();
    Map<String, Long> packets = new TreeMap<>();
    Matcher state = STATE.matcher(states);
    while (state.find()) {
      packets.put(state.group(1), Long.valueOf(state.group(2)));
    }
    return packets;
  }
}
