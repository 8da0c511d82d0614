package io.gatehouse.node.xfrm;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gatehouse.node.netlink.NetlinkException;
import io.gatehouse.node.netlink.NetlinkMessage;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any octets are read, or give a typed failure. */
class XfrmFuzzTest {

  private static final int ROUNDS = 3_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aead",
        "offload",
        "cbc",
        "null",
        "listed-out",
        "listed-in",
        "listed-policy-1",
        "listed-policy-2",
        "mapping",
        "expire",
        "acquire",
        "newae",
        "newae-timer"
      })
  void octetsThatTurnedOver(String name) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    byte[] whole = IpXfrm.payload(name);
    int type = IpXfrm.type(name);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] octets =
          Arrays.copyOf(whole, Math.max(0, whole.length - Math.max(0, random.nextInt(-9, 9) * 8)));
      for (int i = random.nextInt(4); i > 0 && octets.length > 0; i--) {
        octets[random.nextInt(octets.length)] = (byte) random.nextInt();
      }
      read(IpXfrm.message(type, octets));
    }
  }

  @FuzzTest
  void anyOctets(FuzzedDataProvider data) {
    int type = data.consumeInt(0, 0xFF);
    read(IpXfrm.message(type, data.consumeRemainingAsBytes()));
  }

  private static void read(NetlinkMessage message) {
    try {
      StateMessage.read(message)
          .ifPresent(state -> assertThat(StateMessage.add(state).payload()).isNotEmpty());
      PolicyMessage.read(message)
          .ifPresent(policy -> assertThat(PolicyMessage.put(policy).payload()).isNotEmpty());
    } catch (NetlinkException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
    try {
      assertThat(XfrmEvent.read(message)).isNotNull();
    } catch (NetlinkException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }
}
