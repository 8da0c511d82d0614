package io.gatehouse.node.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.cluster.aaa.AccessReply;
import io.gatehouse.cluster.aaa.AccessRequest;
import io.gatehouse.cluster.aaa.AccessRequest.Credential;
import io.gatehouse.cluster.aaa.AttributeType;
import io.gatehouse.cluster.aaa.RadiusAttribute;
import io.gatehouse.cluster.accounting.AccountingReply;
import io.gatehouse.cluster.accounting.AccountingReply.Recorded;
import io.gatehouse.cluster.accounting.AccountingReply.Unanswered;
import io.gatehouse.cluster.accounting.AccountingReply.Unsendable;
import io.gatehouse.cluster.accounting.AccountingRequest;
import io.gatehouse.cluster.config.RadiusServer;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** RFC 2866. */
class AccountingRequestTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(100);
  private static final int ACCOUNTING_REQUEST = 4;
  private static final ForgedReply RECORDED = new ForgedReply(5, List.of(), false);
  private static final int ACCT_DELAY_TIME = 41;

  private final Queue<AutoCloseable> open = new ConcurrentLinkedQueue<>();
  private final UdpRadiusClient client =
      opened(
          UdpRadiusClient.open(
              new RadiusSettings(1, true, Optional.empty(), () -> Duration.ofMinutes(5), LONG)));

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable resource : open) {
      resource.close();
    }
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.add(resource);
    return resource;
  }

  private static AccountingRequest request(Instant at) {
    return new AccountingRequest(
        at,
        List.of(
            RadiusAttribute.integer(AttributeType.ACCT_STATUS_TYPE, 1),
            RadiusAttribute.text(AttributeType.ACCT_SESSION_ID, "A1")));
  }

  private AccountingReply tell(RadiusServer... servers) {
    return tell(request(Instant.now()), servers);
  }

  private AccountingReply tell(AccountingRequest request, RadiusServer... servers) {
    return client.send(request, List.of(servers)).toCompletableFuture().join();
  }

  @Test
  void theAuthenticatorIsAHashOverThePacketAndTheKey() {
    ScriptedServer server = opened(ScriptedServer.answering(RECORDED));

    assertThat(tell(server.configured("alpha", LONG, 0))).isEqualTo(new Recorded());

    byte[] packet = server.requests().getFirst().toArray();
    assertThat(packet[0]).isEqualTo((byte) ACCOUNTING_REQUEST);
    byte[] authenticator = Octets.copyOf(packet).slice(4, 20).toArray();
    byte[] key = Octets.utf8(ScriptedServer.KEY).toArray();
    ByteBuffer hashed = ByteBuffer.allocate(packet.length + key.length).put(packet).put(key);
    hashed.put(4, new byte[16]);
    assertThat(authenticator).isEqualTo(ForgedReply.md5(hashed.array()));
  }

  @Test
  void aRetransmissionIsTheSamePacket() {
    ScriptedServer server = opened(ScriptedServer.silent());

    assertThat(tell(server.configured("alpha", SHORT, 2)))
        .isEqualTo(new Unanswered("RADIUS server alpha did not answer"));
    await().until(() -> server.requests().size() >= 3);
    assertThat(server.requests().subList(0, 3)).containsOnly(server.requests().getFirst());
  }

  @Test
  void aLaterTryIsAnotherPacketWithALongerDelay() {
    ScriptedServer server = opened(ScriptedServer.answering(RECORDED));
    Instant at = Instant.now().minusSeconds(300);

    tell(request(at), server.configured("alpha", LONG, 0));

    assertThat(delay(server.requests().getFirst())).isBetween(300, 360);
    tell(request(Instant.now().plusSeconds(60)), server.configured("alpha", LONG, 0));
    assertThat(delay(server.requests().getLast())).as("of a clock that runs ahead").isZero();
  }

  private static int delay(Octets packet) {
    int at = 20;
    while (packet.at(at) != ACCT_DELAY_TIME) {
      at += packet.at(at + 1);
    }
    return packet.buffer().getInt(at + 2);
  }

  @Test
  void aReplyWithoutTheKeyIsNoReply() {
    ScriptedServer server =
        opened(
            new ScriptedServer(
                (arrival, before) -> {
                  arrival.answer(RECORDED.to(arrival.request().toArray(), "another key"));
                  arrival.answer(ForgedReply.accept());
                }));

    assertThat(tell(server.configured("alpha", SHORT, 0))).isInstanceOf(Unanswered.class);
  }

  @Test
  void theNextServerIsToldAndTheDeadOneIsPassedOver() {
    ScriptedServer dead = opened(ScriptedServer.silent());
    ScriptedServer alive = opened(ScriptedServer.answering(RECORDED));
    RadiusServer first = dead.configured("alpha", SHORT, 0);
    RadiusServer second = alive.configured("beta", LONG, 0);

    assertThat(tell(first, second)).isEqualTo(new Recorded());
    int before = dead.requests().size();
    assertThat(tell(first, second)).isEqualTo(new Recorded());

    assertThat(dead.requests()).hasSize(before);
    assertThat(alive.requests()).hasSize(2);
  }

  /** They are two programs, as likely as not. */
  @Test
  void aServerThatIsDeadForAccountingMayBeAliveForAuthentication() {
    ScriptedServer server =
        opened(
            new ScriptedServer(
                (arrival, before) -> {
                  if (arrival.request().at(0) == 1) {
                    arrival.answer(ForgedReply.accept());
                  }
                }));
    RadiusServer configured = server.configured("alpha", SHORT, 20);
    assertThat(tell(configured)).isInstanceOf(Unanswered.class);

    AccessReply reply =
        client
            .send(
                new AccessRequest(new Credential.Password(Secret.utf8("password")), List.of()),
                List.of(configured))
            .toCompletableFuture()
            .join();

    assertThat(reply).isInstanceOf(AccessReply.Accept.class);
  }

  @Test
  void aRecordThatIsTooLongIsNotSent() {
    ScriptedServer server = opened(ScriptedServer.silent());
    RadiusAttribute large = new RadiusAttribute(AttributeType.CLASS, Octets.owned(new byte[253]));
    AccountingRequest request =
        new AccountingRequest(Instant.now(), Collections.nCopies(17, large));

    assertThat(tell(request, server.configured("alpha", LONG, 0))).isInstanceOf(Unsendable.class);
    assertThat(server.requests()).isEmpty();
  }
}
