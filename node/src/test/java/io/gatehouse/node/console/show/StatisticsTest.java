package io.gatehouse.node.console.show;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.aaa.AccessReply;
import io.gatehouse.cluster.aaa.AttributeType;
import io.gatehouse.cluster.aaa.RadiusAttribute;
import io.gatehouse.cluster.aaa.RadiusAttributes;
import io.gatehouse.cluster.aaa.TrialLogin;
import io.gatehouse.cluster.config.IkeLimits;
import io.gatehouse.cluster.config.RadiusServer;
import io.gatehouse.cluster.directory.ClusterJson;
import io.gatehouse.cluster.directory.ClusterReport;
import io.gatehouse.cluster.directory.NodeReport;
import io.gatehouse.cluster.directory.RadiusServerReport;
import io.gatehouse.cluster.directory.RadiusServerReport.Service;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What nodes count, against files that were written by hand. */
class StatisticsTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant NOW = START.plusSeconds(3600);
  private static final Service IDLE = new Service(true, START, Map.of(), 0, 0);

  private static final ClusterReport NOBODY = new ClusterReport(List.of(), new TreeSet<>());

  /** Two nodes, of which one finds the second server dead, and a third that is silent. */
  private static final ClusterReport CLUSTER =
      new ClusterReport(
          List.of(
              new NodeReport(
                  "vpn1",
                  "0.1.0",
                  START,
                  Map.of(
                      "sessions_established", 700L,
                      "sessions_half_open", 3L,
                      "ingress_session_begun", 900L,
                      "ingress_dropped_waiting", 2L,
                      "ingress_dropped_half_open_limit", 5L,
                      "ingress_dropped_not_ike", 11L,
                      "ingress_cookie_asked", 40L,
                      "ingress_cookie_accepted", 38L,
                      "ingress_cookie_wrong", 1L),
                  List.of(
                      server("ISE-1", 9, answered(900, 80, 20, 12_000_000_000L), recorded(700)),
                      server("ISE-2", 10, IDLE, IDLE))),
              new NodeReport(
                  "vpn2",
                  "0.1.0",
                  START,
                  Map.of("sessions_established", 300L, "ingress_session_begun", 310L),
                  List.of(
                      server("ISE-1", 9, answered(300, 10, 0, 3_000_000_000L), recorded(300)),
                      server("ISE-2", 10, dead(), IDLE)))),
          new TreeSet<>(List.of("vpn3")));

  private static RadiusServerReport server(
      String name, int host, Service authentication, Service accounting) {
    return new RadiusServerReport(name, "192.0.2." + host, 1812, 1813, authentication, accounting);
  }

  private static Service answered(long accepts, long rejects, long challenges, long nanoseconds) {
    return new Service(
        true,
        START,
        Map.of(
            "requests",
            accepts + rejects + challenges,
            "accepts",
            accepts,
            "rejects",
            rejects,
            "challenges",
            challenges,
            "timeouts",
            4L,
            "retransmissions",
            4L,
            "dropped_unsolicited",
            2L),
        7,
        nanoseconds);
  }

  private static Service recorded(long records) {
    return new Service(
        true,
        START,
        Map.of("requests", records, "starts", records, "recorded", records),
        0,
        records * 2_000_000);
  }

  private static Service dead() {
    return new Service(
        false,
        NOW.minusSeconds(90),
        Map.of("requests", 6L, "timeouts", 24L, "failures", 6L, "deaths", 1L),
        0,
        0);
  }

  private static String golden(String name) {
    try (InputStream in = StatisticsTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void statisticsOfIkeAreOfTheWholeCluster() {
    IkeLimits limits =
        new IkeLimits(OptionalInt.empty(), OptionalInt.of(400), OptionalInt.of(50_000));

    assertThat(IkeStatistics.show(CLUSTER, limits)).isEqualTo(golden("ikev2-stats.txt"));
  }

  @Test
  void withoutLimitsAndClientsThereAreZeros() {
    IkeLimits none = new IkeLimits(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());

    assertThat(IkeStatistics.show(NOBODY, none)).isEqualTo(golden("ikev2-stats-none.txt"));
  }

  @Test
  void eachServerIsShownWithWhatAllNodesHaveSeenOfIt() {
    assertThat(AaaServerTable.show(CLUSTER, NOW)).isEqualTo(golden("aaa-servers.txt"));
  }

  @Test
  void withoutServersNothingIsShown() {
    assertThat(AaaServerTable.show(NOBODY, NOW)).isEmpty();
  }

  @Test
  void statisticsOfRadiusAreOfAllServers() {
    assertThat(RadiusStatistics.show(CLUSTER)).isEqualTo(golden("radius-statistics.txt"));
  }

  @Test
  void theClustersNodesAreShownWithWhatTheySayOfThemselves() {
    List<Member> members =
        List.of(
            new Member("vpn1", true, ""),
            new Member("vpn2", false, "10.0.0.2:17355"),
            new Member("vpn3", false, "10.0.0.3:17355"));

    assertThat(MemberTable.show(members, CLUSTER, NOW.plusSeconds(62)))
        .isEqualTo(golden("cluster.txt"));
  }

  @Test
  void machinesAreToldOfEachNode() {
    assertThat(ClusterJson.show(CLUSTER)).isEqualTo(golden("cluster.json"));
  }

  @Test
  void aTrialTellsWhatEachServerSaysButNoSecret() {
    RadiusAttributes given =
        RadiusAttributes.of(
            RadiusAttribute.integer(AttributeType.SESSION_TIMEOUT, 3600),
            new RadiusAttribute(AttributeType.FRAMED_IP_ADDRESS, Octets.hex("0a090007")),
            new RadiusAttribute(AttributeType.CLASS, Octets.hex("00ff")),
            new RadiusAttribute(
                AttributeType.CISCO_AVPAIR, Octets.utf8("ipsec:ikev2-password-remote=hush")));

    String text =
        TrialTable.show(
            "radius",
            "alice",
            List.of(
                trial("ISE-1", new AccessReply.Accept(given, Optional.empty())),
                trial(
                    "ISE-2",
                    new AccessReply.Reject(
                        RadiusAttributes.of(
                            RadiusAttribute.text(AttributeType.REPLY_MESSAGE, "not today")))),
                trial("ISE-3", new AccessReply.Unanswered("RADIUS server ISE-3 did not answer"))));

    assertThat(text).isEqualTo(golden("test-aaa.txt"));
  }

  private static TrialLogin.Answer trial(String server, AccessReply reply) {
    return new TrialLogin.Answer(
        new RadiusServer(
            server,
            InetAddress.getLoopbackAddress(),
            1812,
            1813,
            Secret.utf8("key"),
            Duration.ofSeconds(5),
            3),
        reply);
  }
}
