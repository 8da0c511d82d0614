package io.gatehouse.cluster.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.cbor.ProtocolCbor;
import io.gatehouse.cluster.store.InsideAddress;
import io.gatehouse.cluster.store.SessionRow;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.ClientCertificate;
import io.gatehouse.protocol.ike.exchange.Established;
import io.gatehouse.protocol.ike.exchange.Outstanding;
import io.gatehouse.protocol.ike.exchange.Outstanding.Purpose;
import io.gatehouse.protocol.ike.exchange.OwnMessageIds;
import io.gatehouse.protocol.ike.exchange.SessionState;
import io.gatehouse.protocol.ike.exchange.Timing;
import io.gatehouse.protocol.ike.exchange.VolumeLifetime;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SessionRecordTest {

  /** The seed of the session in {@code session-record-1.cbor}. */
  private static final long FIXTURE = 1;

  private static final ObjectMapper CBOR = ProtocolCbor.mapper();

  private final SessionRecord record = new SessionRecord();

  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsWrittenIsReadBack(int seed) {
    Established session = new RandomSessions(seed).next();

    assertThat(record.decode(written(session))).isEqualTo(session);
  }

  @Test
  void howFarAChildSaHasReceivedAndWhatItReplacesIsReadBack() throws IOException {
    ChildSa childSa =
        seeds()
            .mapToObj(seed -> new RandomSessions(seed).next())
            .flatMap(session -> session.childSas().stream())
            .findFirst()
            .orElseThrow()
            .havingReceived(1L << 33)
            .replacing(0x01000100);

    assertThat(CBOR.readValue(CBOR.writeValueAsBytes(childSa), ChildSa.class)).isEqualTo(childSa);
  }

  static Stream<Outstanding> requests() {
    RandomSessions sessions = new RandomSessions(7);
    return Stream.concat(
            sessions.purposes().stream(),
            Stream.of(new Purpose.MessageIdSync(Octets.hex("01020304"), 17, 9)))
        .map(sessions::outstanding);
  }

  @ParameterizedTest
  @MethodSource("requests")
  void everyKindOfOwnRequestIsReadBack(Outstanding request) {
    Established session = new RandomSessions(7).next(Optional.of(request));

    assertThat(record.decode(written(session))).isEqualTo(session);
  }

  @Test
  void aPrivateKeyIsNotWritten() {
    RandomSessions sessions = new RandomSessions(7);
    Purpose.RekeyChildSa rekey = sessions.rekey(Optional.of(RandomSessions.key()));
    Established session = sessions.next(Optional.of(sessions.outstanding(rekey)));

    Established read = (Established) record.decode(written(session));

    Purpose.RekeyChildSa found = (Purpose.RekeyChildSa) read.outstanding().orElseThrow().purpose();
    assertThat(found.key()).isEmpty();
    assertThat(found.nonce()).isEqualTo(rekey.nonce());
  }

  @Test
  void limitsOfOctetsAreReadBack() throws IOException {
    ChildSa childSa =
        new RandomSessions(7)
            .next()
            .childSas()
            .getFirst()
            .limitedTo(Optional.of(new VolumeLifetime(1, Long.MAX_VALUE)));
    Timing timing =
        new Timing(
            Duration.ofDays(1),
            Duration.ofHours(1),
            OptionalLong.of(Long.MAX_VALUE),
            Optional.empty(),
            Optional.empty());

    assertThat(CBOR.readValue(CBOR.writeValueAsBytes(childSa), ChildSa.class)).isEqualTo(childSa);
    assertThat(CBOR.readValue(CBOR.writeValueAsBytes(timing), Timing.class)).isEqualTo(timing);
  }

  @Test
  void messageIdsInDoubtAreReadBack() {
    Established session =
        ChangedSession.of(new RandomSessions(9).next())
            .ownIds(new OwnMessageIds(Integer.MAX_VALUE - 20, 17, 0))
            .done();

    Established read = (Established) record.decode(written(session));

    assertThat(read.ownIds())
        .isEqualTo(new OwnMessageIds(Integer.MAX_VALUE - 20, 17, Integer.MAX_VALUE - 20));
  }

  @Test
  void onlyAnEstablishedSessionHasARow() {
    assertThat(record.encode(new SessionState.Vacant())).isEmpty();
    assertThat(record.encode(new SessionState.Closed())).isEmpty();
  }

  @Test
  void theColumnsSayWhoAndWhere() {
    Established session = new RandomSessions(3).next();

    SessionRow row = record.encode(session).orElseThrow();

    assertThat(row.columns().userName()).isEqualTo(session.participants().userName());
    assertThat(row.columns().profile()).isEqualTo(session.participants().profile());
    assertThat(row.columns().inside())
        .extracting(InsideAddress::address)
        .isEqualTo(session.insideAddresses());
  }

  @Test
  void whatANewerNodeAddedIsPassedOver() {
    Established session = new RandomSessions(5).next();

    Secret newer = edited(session, tree -> tree.put("of-a-later-time", "x").putObject("more"));

    assertThat(record.decode(newer)).isEqualTo(session);
  }

  @Test
  void whatAnOlderNodeDidNotKnowIsEmpty() {
    Established session = new RandomSessions(5).next();

    Secret older =
        edited(
            session,
            tree ->
                tree.remove(List.of("abandonedAt", "retiring", "ending", "lease", "secondLease")));

    Established read = (Established) record.decode(older);
    assertThat(read.abandonedAt()).isEmpty();
    assertThat(read.retiring()).isEmpty();
    assertThat(read.ending()).isEmpty();
    assertThat(read.leases()).isEmpty();
    assertThat(read.childSas()).isEqualTo(session.childSas());
  }

  @Test
  void aNodeThatKnowsOneAddressOfASessionReadsTheFirst() {
    Established session = ChangedSession.of(new RandomSessions(5).next()).withTwoLeases().done();

    Established read =
        (Established) record.decode(edited(session, tree -> tree.remove("secondLease")));

    assertThat(read.lease()).isEqualTo(session.lease());
    assertThat(read.insideAddresses()).hasSize(1);
    assertThat(record.decode(written(session))).isEqualTo(session);
  }

  @Test
  void aNodeThatKnowsNoCertificatesReadsTheRest() {
    Established without = new RandomSessions(5).next();
    Established session =
        ChangedSession.of(without)
            .withCertificate(new ClientCertificate("CN=laptop", "CN=Authority", "1F", true))
            .done();

    Established read =
        (Established)
            record.decode(
                edited(
                    session,
                    tree -> ((ObjectNode) tree.get("participants")).remove("certificate")));

    assertThat(read).isEqualTo(without);
    assertThat(record.decode(written(session))).isEqualTo(session);
  }

  @Test
  void aRecordOfVersion1IsReadForEver() throws IOException {
    Established expected =
        ChangedSession.of(new RandomSessions(FIXTURE).next()).withoutIpv6().withoutAccount().done();

    Established read = (Established) record.decode(fixture());

    assertThat(read.path().headend()).as("was not written then").isEmpty();
    assertThat(ChangedSession.of(read).onMachine(expected.path().headend()).done())
        .isEqualTo(expected);
  }

  private static Secret fixture() throws IOException {
    try (InputStream in = SessionRecordTest.class.getResourceAsStream("session-record-1.cbor")) {
      return Secret.owned(Objects.requireNonNull(in).readAllBytes());
    }
  }

  @Test
  void anotherVersionIsSaid() {
    byte[] octets = written(new RandomSessions(5).next()).reveal().clone();
    octets[0] = 2;

    assertThatThrownBy(() -> record.decode(Secret.owned(octets)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a session record of version 2; this node reads version 1");
    assertThatThrownBy(() -> record.decode(Secret.owned(new byte[0])))
        .hasMessage("an empty session record");
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aBrokenRecordTellsNothingOfItsContent(int seed) {
    byte[] octets = written(new RandomSessions(seed).next()).reveal();
    Secret broken = Secret.owned(Arrays.copyOf(octets, 1 + seed * (octets.length - 2) / 300));

    assertThatThrownBy(() -> record.decode(broken))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("malformed session record")
        .hasNoCause();
  }

  @Test
  void nothingSecretIsPrinted() {
    Established session = new RandomSessions(5).next();

    assertThat(record.encode(session).orElseThrow().toString())
        .doesNotContain(hex(session.ikeSa().keys().skD()))
        .contains("Secret(");
    assertThat(session.toString()).doesNotContain(hex(session.ikeSa().keys().skEi()));
  }

  private static String hex(Secret secret) {
    return Octets.copyOf(secret.reveal()).hex();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aRecordIsSmall(int seed) {
    assertThat(written(new RandomSessions(seed).next()).length())
        .isLessThan(SessionRecord.LARGEST_ORDINARY);
  }

  private Secret written(Established session) {
    return record.encode(session).orElseThrow().record();
  }

  private Secret edited(Established session, Consumer<ObjectNode> edit) {
    try {
      byte[] octets = written(session).reveal();
      ObjectNode tree = (ObjectNode) CBOR.readTree(Arrays.copyOfRange(octets, 1, octets.length));
      edit.accept(tree);
      byte[] body = CBOR.writeValueAsBytes(tree);
      byte[] whole = new byte[1 + body.length];
      whole[0] = 1;
      System.arraycopy(body, 0, whole, 1, body.length);
      return Secret.owned(whole);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
