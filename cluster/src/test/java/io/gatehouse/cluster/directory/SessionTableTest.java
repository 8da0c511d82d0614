package io.gatehouse.cluster.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.dataplane.DataPlane;
import io.gatehouse.cluster.session.RandomSessions;
import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.protocol.ike.exchange.ClientCertificate;
import io.gatehouse.protocol.ike.exchange.Established;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SessionTableTest {

  @Test
  void theTableHasTheLayoutOfIos() throws IOException {
    Established session = new RandomSessions(4).next();

    String table =
        SessionTable.detailed(List.of(row(session)), 1, session.establishedAt().plusSeconds(95));

    assertThat(table).isEqualTo(golden());
  }

  private static String golden() throws IOException {
    try (InputStream in = SessionTableTest.class.getResourceAsStream("session-table.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aCertificateIsShownWithWhatARevocationListWouldSay() {
    Established session =
        RandomSessions.withCertificate(
            new RandomSessions(4).next(),
            new ClientCertificate("CN=laptop-07,O=Example", "CN=Authority", "1F", false));

    assertThat(SessionTable.detailed(List.of(row(session)), 1, session.establishedAt()))
        .contains(
            """
                  Remote certificate: CN=laptop-07,O=Example
                  Remote certificate issuer: CN=Authority, serial: 1F
            """);
  }

  @Test
  void anEmptyTableSaysSo() {
    assertThat(SessionTable.detailed(List.of(), 0, Instant.EPOCH)).endsWith("Total sessions: 0\n");
  }

  @Test
  void aTableThatIsCutSaysSo() {
    Established session = new RandomSessions(4).next();

    assertThat(SessionTable.detailed(List.of(row(session)), 100_000, session.establishedAt()))
        .endsWith("Total sessions: 100000 (the first are shown)\n");
  }

  static IntStream seeds() {
    return IntStream.range(0, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void identitiesCannotForgeALine(int seed) {
    Established session = new RandomSessions(seed).next();

    String table = SessionTable.detailed(List.of(row(session)), 1, session.establishedAt());

    assertThat(table.lines())
        .allSatisfy(line -> assertThat(line).matches("\\P{Cntrl}*").hasSizeLessThan(400));
  }

  private static SessionTable.Row row(Established session) {
    return new SessionTable.Row(
        new SessionNumber(12),
        session,
        session.childSas().stream().map(_ -> new DataPlane.Traffic(1, 2, 3, 4, 5, 0, 0)).toList());
  }
}
