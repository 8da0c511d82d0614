package io.gatehouse.protocol.esp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.crypto.EspSuite;
import io.gatehouse.protocol.octets.Octets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticityTest {

  private static byte[] packet(EspSuite suite, long number) {
    return EspFixtures.protect(
        EspFixtures.outbound(suite, number), EspFixtures.ipv4(new Random(1), 100));
  }

  private static boolean isAuthentic(EspSuite suite, long received, byte[] packet) {
    return Authenticity.of(
        EspFixtures.SPI,
        suite,
        EspFixtures.key(suite),
        EspFixtures.integrityKey(suite),
        received,
        Octets.copyOf(packet));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aPacketIsAuthenticUnlessItIsKnownToHaveCome(boolean extended) {
    EspSuite suite = EspFixtures.gcm(extended);
    byte[] packet = packet(suite, 5_000);

    assertThat(isAuthentic(suite, 0, packet)).isTrue();
    assertThat(isAuthentic(suite, 4_999, packet)).isTrue();
    assertThat(isAuthentic(suite, 5_000, packet)).isFalse();
    assertThat(isAuthentic(suite, 5_010, packet)).isFalse();
    assertThat(isAuthentic(suite, 90_000, packet)).isFalse();
  }

  @Test
  void aForgedOneIsNot() {
    EspSuite suite = EspFixtures.gcm(false);
    byte[] packet = packet(suite, 5_000);
    packet[30] ^= 1;

    assertThat(isAuthentic(suite, 0, packet)).isFalse();
  }

  /** The packet does not carry it. */
  @Test
  void theUpperHalfOfItsNumberFollowsFromWhatHasCome() {
    EspSuite suite = EspFixtures.gcm(true);
    long number = (3L << 32) + 7;

    assertThat(isAuthentic(suite, 0, packet(suite, number))).isFalse();
    assertThat(isAuthentic(suite, number - 100_000, packet(suite, number))).isTrue();
  }
}
