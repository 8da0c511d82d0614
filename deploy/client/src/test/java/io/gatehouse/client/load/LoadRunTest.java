package io.gatehouse.client.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.client.initiator.Credentials;
import io.gatehouse.client.initiator.Fragmentation;
import io.gatehouse.client.initiator.HeadendCertificate;
import io.gatehouse.client.initiator.Identities;
import io.gatehouse.client.initiator.InitiatorSettings;
import io.gatehouse.client.initiator.MessageIdSync;
import io.gatehouse.client.initiator.Retransmission;
import io.gatehouse.client.initiator.ScriptedHeadend;
import io.gatehouse.client.net.Headend;
import io.gatehouse.client.net.LoopbackHeadend;
import io.gatehouse.client.net.SharedSocket;
import io.gatehouse.protocol.ike.crypto.Encryption;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.crypto.Prf;
import io.gatehouse.protocol.ike.policy.EncryptionChoice;
import io.gatehouse.protocol.ike.policy.EspProposal;
import io.gatehouse.protocol.ike.policy.IkeProposal;
import io.gatehouse.protocol.octets.Secret;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several clients on two sockets against a scripted headend for each. */
@Timeout(60)
class LoadRunTest {

  private static final List<EncryptionChoice> GCM =
      List.of(new EncryptionChoice(Encryption.ENCR_AES_GCM_16, 128));
  private static final List<IkeProposal> IKE =
      List.of(
          new IkeProposal(
              "ike",
              GCM,
              List.of(),
              List.of(Prf.PRF_HMAC_SHA2_256),
              List.of(KeyExchangeMethod.CURVE25519)));
  private static final List<EspProposal> ESP =
      List.of(new EspProposal("esp", GCM, List.of(), List.of()));
  private static final int CLIENTS = 25;

  /** A busy machine may be slow to answer. */
  private static final Duration PATIENT = Duration.ofSeconds(5);

  private static final Duration IMPATIENT = Duration.ofMillis(20);

  private final HeadendCertificate certificate = HeadendCertificate.issue(Instant.now());
  private final List<Long> probed = new CopyOnWriteArrayList<>();
  private final ProbeLog probes = (_, nanos) -> probed.add(nanos);
  private final List<String> people = new CopyOnWriteArrayList<>();

  @Test
  void allConnectAndLeave() throws InterruptedException {
    try (LoopbackHeadend headend = headend()) {
      LoadReport report =
          run(headend.address(), "correct horse", PATIENT, plan(Optional.empty(), 20));

      assertThat(report.failures()).isEmpty();
      assertThat(report.well()).isTrue();
      assertThat(report.sessions()).isEqualTo(CLIENTS);
      assertThat(report.sessionsPerSecond()).isPositive();
      assertThat(report.setUp().least()).isPositive().isLessThanOrEqualTo(report.setUp().p50());
      assertThat(report.setUp().p99()).isLessThanOrEqualTo(report.setUp().most());
    }
  }

  @Test
  void allStayUntilTheLastHasConnected() throws InterruptedException {
    try (LoopbackHeadend headend = headend()) {
      Duration aMoment = Duration.ofMillis(1);
      LoadReport report =
          run(headend.address(), "correct horse", PATIENT, plan(Optional.of(aMoment), 20));

      assertThat(report.failures()).isEmpty();
      assertThat(report.sessions()).isEqualTo(CLIENTS);
      assertThat(people).anyMatch(line -> line.matches("holding .*: 25 connected, 0 failed, .*"));
    }
  }

  @Test
  void failuresAreCountedByReason() throws InterruptedException {
    try (LoopbackHeadend headend = headend()) {
      LoadReport report =
          run(headend.address(), "wrong horse", PATIENT, plan(Optional.empty(), 20));

      assertThat(report.well()).isFalse();
      assertThat(report.sessions()).isZero();
      assertThat(report.failures()).hasSize(1).containsValue((long) CLIENTS);
      assertThat(report.failures().keySet()).allMatch(reason -> reason.startsWith("auth"));
    }
  }

  @Test
  void aHeadendThatIsNotThereIsGivenUp() throws InterruptedException {
    LoopbackHeadend headend = headend();
    Headend gone = headend.address();
    headend.close();

    LoadReport report = run(gone, "correct horse", IMPATIENT, plan(Optional.empty(), 20));

    assertThat(report.failures()).isEqualTo(Map.of("no answer to IKE_SA_INIT", (long) CLIENTS));
    assertThat(report.retransmissions()).isEqualTo(CLIENTS);
  }

  @Test
  void whatIsNotDoneInTimeIsLeft() throws InterruptedException {
    LoopbackHeadend headend = headend();
    Headend gone = headend.address();
    headend.close();

    LoadReport report = run(gone, "correct horse", IMPATIENT, plan(Optional.empty(), 0));

    assertThat(report.failures()).containsKey("not done within 0 seconds");
    assertThat(report.sessions()).isZero();
  }

  @Test
  void clientsThatStayProbeTheHeadend() throws InterruptedException {
    try (LoopbackHeadend headend = headend()) {
      LoadPlan probing =
          new LoadPlan(
              CLIENTS,
              5,
              1000,
              Optional.of(Duration.ofSeconds(1)),
              Optional.of(Duration.ofMillis(100)),
              false,
              Duration.ofSeconds(20));
      LoadReport report = run(headend.address(), "correct horse", PATIENT, probing);

      assertThat(report.failures()).isEmpty();
      assertThat(report.dpd().answers()).isGreaterThanOrEqualTo(CLIENTS).isEqualTo(probed.size());
      assertThat(report.dpd().latency().least()).isPositive();
    }
  }

  @Test
  void anOfferedLoadHeedsNothing() throws InterruptedException {
    LoopbackHeadend headend = headend();
    Headend gone = headend.address();
    headend.close();

    LoadPlan open =
        new LoadPlan(
            CLIENTS,
            CLIENTS,
            1000,
            Optional.empty(),
            Optional.empty(),
            false,
            Duration.ofSeconds(20));
    LoadReport report = run(gone, "correct horse", PATIENT, open);

    assertThat(report.offered().perSecond()).isPositive();
    assertThat(report.offered().goodput()).isZero();
  }

  @Test
  void clientsThatWarmUpLeaveAtOnce() {
    LoadPlan warmUp = plan(Optional.of(Duration.ofSeconds(1)), 20).warmUp(10);

    assertThat(warmUp.clients()).isEqualTo(10);
    assertThat(warmUp.hold()).isEmpty();
  }

  private static LoadPlan plan(Optional<Duration> hold, int seconds) {
    return new LoadPlan(
        CLIENTS, 5, 1000, hold, Optional.empty(), false, Duration.ofSeconds(seconds));
  }

  private LoadReport run(Headend headend, String key, Duration patience, LoadPlan plan)
      throws InterruptedException {
    var local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (SharedSocket one = SharedSocket.open(local, headend);
        SharedSocket other = SharedSocket.open(local, headend)) {
      return LoadRun.run(plan, clients(key, patience), List.of(one, other), probes, people::add);
    }
  }

  private LoopbackHeadend headend() {
    return new LoopbackHeadend(() -> new ScriptedHeadend(certificate, IKE, ESP));
  }

  private static NumberedClients clients(String key, Duration patience) {
    return new NumberedClients(
        new InitiatorSettings(
            new Credentials.PreSharedKey(Secret.utf8(key)),
            Identities.parse("user{n}@example.com"),
            List.of(),
            Optional.empty(),
            IKE,
            ESP,
            KeyExchangeMethod.CURVE25519,
            Fragmentation.RFC7383,
            1200,
            0,
            new Retransmission(patience, 2),
            Optional.empty(),
            MessageIdSync.ANSWERED));
  }
}
