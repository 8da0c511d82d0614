package io.gatehouse.cluster.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.dataplane.DataPlane;
import io.gatehouse.cluster.directory.SessionReport.Row;
import io.gatehouse.cluster.session.ChangedSession;
import io.gatehouse.cluster.session.RandomSessions;
import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.protocol.ike.exchange.ClientCertificate;
import io.gatehouse.protocol.ike.exchange.Established;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of sessions have the layout of IOS. */
class SessionShowsTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  /** The command whose output each file in the resources is. */
  enum Show {
    SESSION,
    SESSION_DETAILED,
    SA,
    SA_DETAILED,
    IPSEC_SA,
    CRYPTO_SESSION,
    CRYPTO_SESSION_DETAIL,
    JSON;

    String of(SessionReport report) {
      return switch (this) {
        case SESSION -> SessionTable.show(report, false);
        case SESSION_DETAILED -> SessionTable.show(report, true);
        case SA -> IkeSaTable.show(report, false);
        case SA_DETAILED -> IkeSaTable.show(report, true);
        case IPSEC_SA -> IpsecSaTable.show(report);
        case CRYPTO_SESSION -> CryptoSessionTable.show(report, false);
        case CRYPTO_SESSION_DETAIL -> CryptoSessionTable.show(report, true);
        case JSON -> SessionJson.show(report);
      };
    }

    String golden() throws IOException {
      String file = name().toLowerCase(Locale.ROOT).replace('_', '-') + ".txt";
      try (InputStream in = SessionShowsTest.class.getResourceAsStream(file)) {
        return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }

  /** Of both families, some that end, one without a CHILD SA, and one with a certificate. */
  private static SessionReport everything() {
    Stream<Established> sessions =
        Stream.concat(
            IntStream.of(1, 2, 4, 7).mapToObj(seed -> new RandomSessions(seed).next()),
            Stream.of(
                ChangedSession.of(new RandomSessions(4).next()).withoutChildSas().done(),
                ChangedSession.of(new RandomSessions(4).next())
                    .withTwoLeases()
                    .withCertificate(
                        new ClientCertificate(
                            "CN=laptop-07,O=Example", "CN=Authority", "1F", false))
                    .done()));
    return report(sessions.toList(), 6);
  }

  private static SessionReport report(List<Established> sessions, long total) {
    List<Row> rows =
        IntStream.range(0, sessions.size()).mapToObj(at -> row(12 + at, sessions.get(at))).toList();
    return new SessionReport(rows, total, Collections.emptySortedSet(), NOW);
  }

  private static Row row(int number, Established session) {
    return new Row(
        new SessionNumber(number),
        session,
        session.childSas().stream().map(_ -> new DataPlane.Traffic(1, 2, 3, 4, 0, 0, 0)).toList());
  }

  @ParameterizedTest
  @EnumSource
  void eachTableHasTheLayoutOfIos(Show show) throws IOException {
    assertThat(show.of(everything())).isEqualTo(show.golden());
  }

  @Test
  void withoutSessionsThereAreTheHeadings() {
    SessionReport none = report(List.of(), 0);
    assertThat(SessionTable.show(none, true))
        .isEqualTo(" IPv4 Crypto IKEv2 Session \n\n IPv6 Crypto IKEv2 Session \n\n");
    assertThat(IkeSaTable.show(none, false))
        .isEqualTo(" IPv4 Crypto IKEv2  SA \n\n IPv6 Crypto IKEv2  SA \n\n");
    assertThat(IpsecSaTable.show(none)).isEmpty();
    assertThat(CryptoSessionTable.show(none, false)).isEqualTo("Crypto session current status\n\n");
  }

  @Test
  void aTableThatIsCutSaysSo() {
    List<Established> thousand =
        IntStream.range(0, 1_000).mapToObj(seed -> new RandomSessions(seed).next()).toList();

    String table = SessionTable.show(report(thousand, 100_000), false);

    assertThat(table).endsWith("% The first 1000 of 100000 sessions are shown.\n");
    assertThat(table.lines().filter(line -> line.startsWith("Session-id:"))).hasSize(1_000);
  }

  @Test
  void aNodeThatIsSilentIsNamed() {
    SessionReport report =
        new SessionReport(List.of(), 0, new TreeSet<>(List.of("vpn3", "vpn2")), NOW);

    assertThat(SessionTable.show(report, false))
        .endsWith(
            """
            % Node vpn2 did not answer: counters are missing.
            % Node vpn3 did not answer: counters are missing.
            """);
  }

  static IntStream seeds() {
    return IntStream.range(0, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void identitiesCannotForgeALine(int seed) {
    SessionReport report = report(List.of(new RandomSessions(seed).next()), 1);

    for (Show show : Show.values()) {
      assertThat(show.of(report).lines())
          .allSatisfy(line -> assertThat(line).matches("\\P{Cntrl}*").hasSizeLessThan(400));
    }
  }
}
