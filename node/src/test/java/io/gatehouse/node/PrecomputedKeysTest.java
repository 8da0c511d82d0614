package io.gatehouse.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.protocol.ike.crypto.EphemeralKey;
import io.gatehouse.protocol.ike.crypto.EphemeralKeySource;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.octets.Octets;
import java.security.SecureRandom;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PrecomputedKeysTest {

  private static final SecureRandom RANDOM = new SecureRandom();

  @ParameterizedTest
  @EnumSource(KeyExchangeMethod.class)
  void areOfTheMethodAndAgreeWithAPeer(KeyExchangeMethod method) {
    EphemeralKey peer = EphemeralKey.generate(method, RANDOM);
    try (PrecomputedKeys keys = PrecomputedKeys.start(RANDOM)) {
      EphemeralKey key = keys.take(method);
      assertThat(key.agree(peer.publicValue())).isEqualTo(peer.agree(key.publicValue()));
    }
  }

  @Test
  void areMadeOnceTheirMethodIsWantedAndNoMoreThanTheirBound() {
    try (PrecomputedKeys keys = PrecomputedKeys.start(RANDOM)) {
      keys.take(KeyExchangeMethod.CURVE25519);
      await().until(() -> keys.stored(KeyExchangeMethod.CURVE25519) == PrecomputedKeys.MOST);
      assertThat(keys.stored(KeyExchangeMethod.ECP_256)).isZero();
    }
  }

  @Test
  void areGivenOutOnce() {
    Set<Octets> seen = ConcurrentHashMap.newKeySet();
    int taken = 8 * PrecomputedKeys.MOST;
    try (PrecomputedKeys keys = PrecomputedKeys.start(RANDOM)) {
      IntStream.range(0, taken)
          .parallel()
          .forEach(_ -> seen.add(keys.take(KeyExchangeMethod.CURVE25519).publicValue()));
    }
    assertThat(seen).hasSize(taken);
  }

  @Test
  void areStillMadeWhenTheirThreadHasEnded() {
    PrecomputedKeys keys = PrecomputedKeys.start(RANDOM);
    keys.close();
    EphemeralKeySource source = keys;
    IntStream.range(0, 2 * PrecomputedKeys.MOST)
        .forEach(_ -> assertThat(source.take(KeyExchangeMethod.CURVE25519)).isNotNull());
  }
}
