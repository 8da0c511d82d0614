package io.gatehouse.cluster.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.InsideAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.NotSerializableException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializationExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PoolMessageSerializerTest {

  private static final ActorTestKit TEST_KIT =
      ActorTestKit.create(
          "gatehouse",
          ConfigFactory.parseString(
                  """
                  pekko.actor.provider = cluster
                  pekko.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                  pekko.cluster.jmx.enabled = off
                  """)
              .withFallback(ConfigFactory.load()));
  private static final PoolMessageSerializer SERIALIZER =
      new PoolMessageSerializer((ExtendedActorSystem) Adapter.toClassic(TEST_KIT.system()));
  private static final InetAddress V4 = InetAddress.ofLiteral("10.0.0.1");
  private static final InetAddress V6 = InetAddress.ofLiteral("2001:db8::1");
  private static final SessionNumber SESSION = new SessionNumber(0x12_3456);

  @AfterAll
  static void stop() {
    TEST_KIT.shutdownTestKit();
  }

  private static ActorRef<PoolMessage.Loan> nobody() {
    return ActorRefResolver.get(TEST_KIT.system())
        .resolveActorRef("pekko://gatehouse@192.0.2.1:17355/system/address-pools/$a#1");
  }

  static Stream<PoolMessage> messages() {
    return Stream.of(
        new PoolMessage.Borrow("LAN", "ålice", SESSION, true, nobody()),
        new PoolMessage.BorrowFixed(V6, "bob", SESSION, nobody()),
        new PoolMessage.Returned(V4, SESSION),
        new PoolMessage.Unused(V4, SESSION),
        new PoolMessage.Disputed(V4, SESSION),
        new PoolMessage.Lent(new InsideAddress("LAN", V6)),
        new PoolMessage.NotLent(true));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void whatIsWrittenIsReadBack(PoolMessage message) throws IOException {
    assertThat(read(message, SERIALIZER.toBinary(message))).isEqualTo(message);
    assertThat(
            SerializationExtension.get(TEST_KIT.system()).findSerializerFor(message).identifier())
        .isEqualTo(SERIALIZER.identifier());
  }

  @ParameterizedTest
  @MethodSource("messages")
  void aMessageOfVersion1IsReadAndWrittenForEver(PoolMessage message) throws IOException {
    String file = "/fixtures/v1/pool-" + SERIALIZER.manifest(message) + ".bin";
    try (InputStream in = PoolMessageSerializerTest.class.getResourceAsStream(file)) {
      byte[] fixture = Objects.requireNonNull(in, file).readAllBytes();
      assertThat(read(message, fixture)).isEqualTo(message);
      assertThat(SERIALIZER.toBinary(message)).isEqualTo(fixture);
    }
  }

  @ParameterizedTest
  @MethodSource("messages")
  void whatALaterVersionAddsIsPassedOver(PoolMessage message) throws IOException {
    byte[] octets = SERIALIZER.toBinary(message);

    assertThat(read(message, Arrays.copyOf(octets, octets.length + 9))).isEqualTo(message);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void whatIsCutOffIsSaidToBe(PoolMessage message) {
    byte[] octets = SERIALIZER.toBinary(message);
    for (int length = 0; length < octets.length; length++) {
      byte[] part = Arrays.copyOf(octets, length);
      assertThatThrownBy(() -> read(message, part)).isInstanceOf(NotSerializableException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("messages")
  void anyOctetsAreReadOrRefused(PoolMessage message) {
    Random random = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      byte[] octets = SERIALIZER.toBinary(message);
      octets[random.nextInt(1, octets.length)] = (byte) random.nextInt();
      try {
        assertThat(read(message, octets)).isInstanceOf(PoolMessage.class);
      } catch (IOException refused) {
        assertThat(refused).isInstanceOf(NotSerializableException.class);
      }
    }
  }

  @Test
  void anotherVersionIsSaid() {
    assertThatThrownBy(() -> SERIALIZER.fromBinary(new byte[] {2, 1}, "not-lent"))
        .isInstanceOf(NotSerializableException.class)
        .hasMessage("a not-lent of version 2; this node reads version 1");
  }

  private static Object read(PoolMessage message, byte[] octets) throws IOException {
    return SERIALIZER.fromBinary(octets, SERIALIZER.manifest(message));
  }
}
