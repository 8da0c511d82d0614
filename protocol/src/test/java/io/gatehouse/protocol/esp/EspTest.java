package io.gatehouse.protocol.esp;

import static io.gatehouse.protocol.esp.EspFixtures.SPI;
import static io.gatehouse.protocol.esp.EspFixtures.inbound;
import static io.gatehouse.protocol.esp.EspFixtures.ipv4;
import static io.gatehouse.protocol.esp.EspFixtures.ipv6;
import static io.gatehouse.protocol.esp.EspFixtures.open;
import static io.gatehouse.protocol.esp.EspFixtures.outbound;
import static io.gatehouse.protocol.esp.EspFixtures.protect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.protocol.esp.EspInbound.Result;
import io.gatehouse.protocol.ike.crypto.EspSuite;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EspTest {

  private final RandomGenerator random = new Random(4303);

  static List<EspSuite> suites() {
    return EspFixtures.suites();
  }

  @ParameterizedTest
  @MethodSource("suites")
  void packetsOfEveryLengthComeBack(EspSuite suite) {
    EspOutbound outbound = outbound(suite, 1);
    EspInbound inbound = inbound(suite);
    for (int length = 40; length < 140; length++) {
      byte[] sent = length % 2 == 0 ? ipv4(random, length) : ipv6(random, length);
      ByteBuffer esp = ByteBuffer.allocate(length + outbound.overhead());
      ByteBuffer received = ByteBuffer.allocate(esp.capacity());

      assertThat(outbound.protect(ByteBuffer.wrap(sent), esp)).isTrue();
      assertThat(inbound.open(esp.flip(), received)).isEqualTo(Result.ACCEPTED);

      assertThat(Octets.from(received.flip())).isEqualTo(Octets.copyOf(sent));
    }
    assertThat(outbound.sequence()).isEqualTo(100);
    assertThat(inbound.sequence()).isEqualTo(100);
  }

  @ParameterizedTest
  @MethodSource("suites")
  void directBuffersWithOffsetsDoAsWell(EspSuite suite) {
    EspOutbound outbound = outbound(suite, 1);
    byte[] sent = ipv4(random, 333);
    ByteBuffer packet = ByteBuffer.allocateDirect(400).position(7).put(sent).flip().position(7);
    ByteBuffer esp = ByteBuffer.allocateDirect(500).position(11);
    ByteBuffer received = ByteBuffer.allocateDirect(500).position(13);

    assertThat(outbound.protect(packet, esp)).isTrue();
    assertThat(inbound(suite).open(esp.flip().position(11), received)).isEqualTo(Result.ACCEPTED);

    assertThat(Octets.from(received.flip().position(13))).isEqualTo(Octets.copyOf(sent));
    assertThat(packet.position()).isEqualTo(7);
    assertThat(esp.position()).isEqualTo(11);
  }

  @ParameterizedTest
  @MethodSource("suites")
  void everyChangedBitIsNoticedAndTheGenuinePacketStillAccepted(EspSuite suite) {
    EspInbound inbound = inbound(suite);
    byte[] esp = protect(outbound(suite, 1), ipv4(random, 60));
    for (int bit = 0; bit < esp.length * 8; bit++) {
      byte[] forged = esp.clone();
      forged[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(open(inbound, forged)).as("bit %d", bit).isNotEqualTo(Result.ACCEPTED);
    }
    assertThat(inbound.sequence()).isZero();

    assertThat(open(inbound, esp)).isEqualTo(Result.ACCEPTED);
    assertThat(open(inbound, esp)).isEqualTo(Result.REPLAYED);
  }

  @ParameterizedTest
  @MethodSource("suites")
  void everyTruncationIsInvalid(EspSuite suite) {
    EspInbound inbound = inbound(suite);
    byte[] esp = protect(outbound(suite, 1), ipv4(random, 60));
    for (int length = 0; length < esp.length; length++) {
      assertThat(open(inbound, Arrays.copyOf(esp, length))).isEqualTo(Result.INVALID);
    }
  }

  @ParameterizedTest
  @MethodSource("suites")
  void noTwoPacketsHaveTheSameIv(EspSuite suite) {
    EspOutbound outbound = outbound(suite, 1);
    int ivLength = suite.encryption().ivLength();
    Set<Octets> ivs = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      byte[] esp = protect(outbound, ipv4(random, 40));
      ivs.add(Octets.copyOf(Arrays.copyOfRange(esp, 8, 8 + ivLength)));
    }
    assertThat(ivs).hasSize(200);
  }

  @Test
  void theIvOfAnAeadIsTheSequenceNumber() {
    byte[] esp = protect(outbound(EspFixtures.gcm(true), 0x1_0000_0005L), ipv4(random, 40));

    ByteBuffer header = ByteBuffer.wrap(esp);
    assertThat(header.getInt()).isEqualTo(SPI);
    assertThat(header.getInt()).isEqualTo(5);
    assertThat(header.getLong()).isEqualTo(0x1_0000_0005L);
  }

  @Test
  void extendedNumbersGoOnPast32Bits() {
    EspSuite suite = EspFixtures.gcm(true);
    EspOutbound outbound = outbound(suite, 0xFFFF_FFF0L);
    EspInbound inbound = inbound(suite);
    for (int i = 0; i < 32; i++) {
      assertThat(open(inbound, protect(outbound, ipv4(random, 40)))).isEqualTo(Result.ACCEPTED);
    }
    assertThat(inbound.sequence()).isEqualTo(0x1_0000_000FL);
  }

  @Test
  void aPacketIsRefusedWhenTheNumbersAreUsedUp() {
    EspOutbound outbound = outbound(EspFixtures.gcm(false), 0xFFFF_FFFEL);
    ByteBuffer packet = ByteBuffer.wrap(ipv4(random, 40));
    ByteBuffer esp = ByteBuffer.allocate(100);

    assertThat(outbound.protect(packet, esp.clear())).isTrue();
    assertThat(outbound.protect(packet, esp.clear())).isTrue();
    assertThat(outbound.protect(packet, esp.clear())).isFalse();

    assertThat(esp.position()).isZero();
    assertThat(outbound.sequence()).isEqualTo(0xFFFF_FFFFL);
  }

  @Test
  void aBlockThatEndsAtTheLastNumberOfAllIsUsedUpToo() {
    EspOutbound outbound = outbound(EspFixtures.gcm(true), Long.MAX_VALUE);
    ByteBuffer packet = ByteBuffer.wrap(ipv4(random, 40));

    assertThat(outbound.protect(packet, ByteBuffer.allocate(100))).isTrue();
    assertThat(outbound.protect(packet, ByteBuffer.allocate(100))).isFalse();
  }

  @Test
  void noNumberIsUsedForAPacketThatHasNoRoom() {
    EspOutbound outbound = outbound(EspFixtures.gcm(false), 1);

    assertThatThrownBy(
            () -> outbound.protect(ByteBuffer.wrap(ipv4(random, 40)), ByteBuffer.allocate(60)))
        .isInstanceOf(BufferOverflowException.class);
    assertThat(outbound.sequence()).isZero();
  }

  @ParameterizedTest
  @MethodSource("suites")
  void keysOfAnotherLengthAreRefused(EspSuite suite) {
    Secret key = Secret.copyOf(new byte[17]);

    assertThatThrownBy(() -> EspInbound.of(SPI, suite, key, EspFixtures.integrityKey(suite), 1024))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("17 octets");
    assertThatThrownBy(() -> EspOutbound.of(SPI, suite, EspFixtures.key(suite), key, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @MethodSource("suites")
  void severalThreadsShareAnSa(EspSuite suite) throws Exception {
    EspOutbound outbound = outbound(suite, 1);
    EspInbound inbound =
        EspInbound.of(SPI, suite, EspFixtures.key(suite), EspFixtures.integrityKey(suite), 65_536);
    byte[] packet = ipv4(random, 100);
    try (var threads = Executors.newFixedThreadPool(4)) {
      List<Future<Integer>> accepted =
          threads.invokeAll(
              Collections.nCopies(
                  4,
                  () -> {
                    int count = 0;
                    for (int i = 0; i < 250; i++) {
                      byte[] esp = protect(outbound, packet);
                      count += open(inbound, esp) == Result.ACCEPTED ? 1 : 0;
                      count += open(inbound, esp) == Result.ACCEPTED ? 1 : 0;
                    }
                    return count;
                  }));
      int all = 0;
      for (Future<Integer> one : accepted) {
        all += one.get();
      }
      assertThat(all).isEqualTo(1000);
    }
    assertThat(outbound.sequence()).isEqualTo(1000);
  }
}
