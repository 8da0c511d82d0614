package io.gatehouse.cluster.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.gatehouse.cluster.dataplane.NodeAgent;
import io.gatehouse.cluster.session.SessionCommand;
import io.gatehouse.cluster.session.SessionRecord;
import io.gatehouse.protocol.ike.exchange.Established;
import io.gatehouse.protocol.ike.exchange.Input;
import io.gatehouse.protocol.octets.Secret;
import java.io.IOException;
import java.io.NotSerializableException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What one version sent and stored, another one reads, and sends and stores alike. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WireFixturesTest {

  private final ActorTestKit kit =
      ActorTestKit.create(
          "gatehouse",
          ConfigFactory.parseString(
                  """
                  pekko.actor.provider = cluster
                  pekko.actor.allow-java-serialization = off
                  pekko.remote.artery.canonical { hostname = 127.0.0.1, port = 0 }
                  """)
              .withFallback(ConfigFactory.load()));

  private final ActorSystem<?> system = kit.system();
  private final Map<String, Object> messages = WireFixtures.messages(ActorRefResolver.get(system));

  @BeforeAll
  void everyMessageThatCrossesIsHere() {
    assertThat(messages.keySet())
        .isEqualTo(
            WireFormat.all(new com.fasterxml.jackson.databind.ObjectMapper())
                .map(WireFormat::name)
                .collect(Collectors.toSet()));
  }

  @AfterAll
  void stop() {
    kit.shutdownTestKit();
  }

  @Test
  @EnabledIfSystemProperty(named = "gatehouse.fixtures", matches = ".+")
  void newOnesAreWrittenWhenAskedFor() throws IOException {
    WireFixtures.write(system, Path.of(System.getProperty("gatehouse.fixtures")));
  }

  Set<String> names() {
    return messages.keySet();
  }

  private Object message(String name) {
    return Objects.requireNonNull(messages.get(name), name);
  }

  private SerializerWithStringManifest serializer(Object message) {
    return WireFixtures.serializer(system, message);
  }

  @ParameterizedTest
  @MethodSource("names")
  void aMessageOfVersion1IsReadAndWrittenAlike(String name) throws NotSerializableException {
    byte[] fixture = WireFixtures.read(name);
    Object message = message(name);
    SerializerWithStringManifest serializer = serializer(message);

    assertThat(serializer.fromBinary(fixture, name)).isEqualTo(message);
    assertThat(serializer.toBinary(message)).isEqualTo(fixture);
    assertThat(serializer.manifest(message)).isEqualTo(name);
  }

  @Test
  void aRemovalTellsOfASuccessor() throws NotSerializableException {
    NodeAgent.Remove remove = new NodeAgent.Remove(4711, OptionalInt.of(3));
    SerializerWithStringManifest serializer = serializer(remove);

    assertThat(serializer.fromBinary(serializer.toBinary(remove), "remove")).isEqualTo(remove);
  }

  @Test
  void aRecordOfVersion1IsReadAndWrittenAlike() {
    byte[] fixture = WireFixtures.read(WireFixtures.STORED_RECORD);
    SessionRecord record = new SessionRecord();

    Established read = (Established) record.decode(Secret.owned(fixture.clone()));

    assertThat(read).isEqualTo(WireFixtures.session());
    assertThat(record.encode(read).orElseThrow().record().reveal()).isEqualTo(fixture);
  }

  @Test
  void aRecordWithTwoInsideAddressesIsReadAndWrittenAlike() {
    byte[] fixture = WireFixtures.read(WireFixtures.STORED_RECORD_IPV6);
    SessionRecord record = new SessionRecord();

    Established read = (Established) record.decode(Secret.owned(fixture.clone()));

    assertThat(read).isEqualTo(WireFixtures.ipv6Session());
    assertThat(record.encode(read).orElseThrow().record().reveal()).isEqualTo(fixture);
  }

  @Test
  void aRecordWithACertificateIsReadAndWrittenAlike() {
    byte[] fixture = WireFixtures.read(WireFixtures.STORED_RECORD_CERTIFICATE);
    SessionRecord record = new SessionRecord();

    Established read = (Established) record.decode(Secret.owned(fixture.clone()));

    assertThat(read).isEqualTo(WireFixtures.certifiedSession());
    assertThat(record.encode(read).orElseThrow().record().reveal()).isEqualTo(fixture);
  }

  @ParameterizedTest
  @MethodSource("names")
  void aNewerVersionIsSaid(String name) {
    byte[] newer = WireFixtures.read(name);
    newer[0] = 2;

    assertThatThrownBy(() -> serializer(message(name)).fromBinary(newer, name))
        .isInstanceOf(NotSerializableException.class)
        .hasMessage("a message \"%s\" of version 2; this node reads version 1".formatted(name));
  }

  @ParameterizedTest
  @MethodSource("names")
  void aBrokenMessageTellsNothingOfItsContent(String name) {
    byte[] whole = WireFixtures.read(name);
    for (int length = 0; length < whole.length; length += 1 + whole.length / 50) {
      byte[] broken = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> serializer(message(name)).fromBinary(broken, name))
          .isInstanceOf(NotSerializableException.class)
          .hasNoCause();
    }
  }

  @Test
  void aMessageOfALaterTimeIsSaid() {
    Object any = new SessionCommand.Resume();

    assertThatThrownBy(() -> serializer(any).fromBinary(new byte[] {1}, "of-a-later-time"))
        .isInstanceOf(NotSerializableException.class)
        .hasMessage("a message \"of-a-later-time\", which this node does not know");
  }

  @Test
  void whatIsForTheNodeItselfDoesNotLeaveIt() {
    Object own = new SessionCommand.Answered(new Input.RekeyDue(1));

    assertThatThrownBy(() -> serializer(own).toBinary(own))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("does not leave its node");
  }
}
