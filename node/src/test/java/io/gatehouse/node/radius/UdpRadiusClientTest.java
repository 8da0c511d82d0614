package io.gatehouse.node.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.cluster.aaa.AccessReply;
import io.gatehouse.cluster.aaa.AccessReply.Accept;
import io.gatehouse.cluster.aaa.AccessReply.Challenge;
import io.gatehouse.cluster.aaa.AccessReply.Reject;
import io.gatehouse.cluster.aaa.AccessReply.Unanswered;
import io.gatehouse.cluster.aaa.AccessRequest;
import io.gatehouse.cluster.aaa.AccessRequest.Credential;
import io.gatehouse.cluster.aaa.AttributeType;
import io.gatehouse.cluster.aaa.RadiusAttribute;
import io.gatehouse.cluster.config.RadiusServer;
import io.gatehouse.node.radius.ScriptedServer.Arrival;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UdpRadiusClientTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(100);
  private static final Duration DEAD_TIME = Duration.ofMinutes(5);
  private static final AccessRequest REQUEST =
      new AccessRequest(
          new Credential.Password(Secret.utf8("password")),
          List.of(RadiusAttribute.text(AttributeType.USER_NAME, "alice")));

  private final Queue<AutoCloseable> open = new ConcurrentLinkedQueue<>();

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

  private UdpRadiusClient client(
      int sockets, boolean requireMessageAuthenticator, Duration deadTime) {
    return opened(
        UdpRadiusClient.open(
            new RadiusSettings(
                sockets, requireMessageAuthenticator, Optional.empty(), () -> deadTime, SHORT)));
  }

  private UdpRadiusClient client() {
    return client(1, true, DEAD_TIME);
  }

  private static AccessReply ask(UdpRadiusClient client, RadiusServer... servers) {
    return client.send(REQUEST, List.of(servers)).toCompletableFuture().join();
  }

  @Test
  void anAcceptARejectAndAChallengeAreTold() {
    ScriptedServer server =
        opened(
            new ScriptedServer(
                (arrival, before) ->
                    arrival.answer(
                        switch (before) {
                          case 0 -> ForgedReply.challenge().with(24, Octets.hex("0102"));
                          case 1 -> ForgedReply.accept().with(88, Octets.utf8("pool"));
                          default -> ForgedReply.reject().with(18, Octets.utf8("no"));
                        })));
    RadiusServer configured = server.configured("alpha", LONG, 0);
    UdpRadiusClient client = client();

    assertThat(ask(client, configured))
        .isInstanceOfSatisfying(
            Challenge.class,
            challenge -> {
              assertThat(challenge.server()).isEqualTo("alpha");
              assertThat(challenge.attributes().first(AttributeType.STATE))
                  .contains(Octets.hex("0102"));
            });
    assertThat(ask(client, configured))
        .isInstanceOfSatisfying(
            Accept.class,
            accept ->
                assertThat(accept.attributes().text(AttributeType.FRAMED_POOL)).contains("pool"));
    assertThat(ask(client, configured))
        .isInstanceOfSatisfying(
            Reject.class,
            reject ->
                assertThat(reject.attributes().text(AttributeType.REPLY_MESSAGE)).contains("no"));
  }

  @Test
  void aSilentServerGetsTheSameOctetsAgainAndAgain() {
    ScriptedServer server = opened(ScriptedServer.silent());

    AccessReply reply = ask(client(), server.configured("alpha", SHORT, 2));

    assertThat(reply).isEqualTo(new Unanswered("RADIUS server alpha did not answer"));
    await().until(() -> server.requests().size() >= 3);
    List<Octets> accessRequests =
        server.requests().stream().filter(request -> request.at(0) == 1).toList();
    assertThat(accessRequests).hasSize(3).containsOnly(accessRequests.getFirst());
  }

  @Test
  void anAnswerToARetransmissionCounts() {
    ScriptedServer server =
        opened(
            new ScriptedServer(
                (arrival, before) -> {
                  if (before == 1) {
                    arrival.answer(ForgedReply.accept());
                  }
                }));

    assertThat(ask(client(), server.configured("alpha", SHORT, 20))).isInstanceOf(Accept.class);
  }

  @Test
  void aLateReplyDoesNotAnswerTheNextRequest() {
    Queue<Arrival> kept = new ConcurrentLinkedQueue<>();
    ScriptedServer server =
        opened(
            new ScriptedServer(
                (arrival, before) -> {
                  kept.add(arrival);
                  if (kept.stream().map(Arrival::request).distinct().count() > 1) {
                    kept.peek().answer(ForgedReply.accept());
                    arrival.answer(ForgedReply.reject());
                  }
                }));
    RadiusServer configured = server.configured("alpha", SHORT, 4);
    UdpRadiusClient client = client(1, true, Duration.ZERO);

    assertThat(ask(client, configured)).isInstanceOf(Unanswered.class);
    assertThat(ask(client, configured)).isInstanceOf(Reject.class);
  }

  @Test
  void aReplyWithAWrongAuthenticatorIsNotThere() {
    ScriptedServer server =
        opened(
            new ScriptedServer(
                (arrival, before) -> {
                  byte[] request = arrival.request().array();
                  arrival.answer(ForgedReply.accept().to(request, "x", ScriptedServer.KEY));
                  arrival.answer(ForgedReply.accept().to(request, ScriptedServer.KEY, "x"));
                  arrival.answer(new byte[] {2, request[1], 0, 20});
                  arrival.answer(ForgedReply.reject());
                }));

    assertThat(ask(client(), server.configured("alpha", LONG, 0))).isInstanceOf(Reject.class);
  }

  @Test
  void aReplyWithoutMessageAuthenticatorIsNotThere() {
    ScriptedServer server =
        opened(
            new ScriptedServer(
                (arrival, before) -> {
                  arrival.answer(ForgedReply.accept().withoutMessageAuthenticator());
                  arrival.answer(ForgedReply.reject());
                }));

    assertThat(ask(client(), server.configured("alpha", LONG, 0))).isInstanceOf(Reject.class);
    assertThat(ask(client(1, false, DEAD_TIME), server.configured("alpha", LONG, 0)))
        .isInstanceOf(Accept.class);
  }

  @Test
  void aReplyFromAnotherAddressIsNotThere() throws SocketException {
    DatagramSocket stranger =
        opened(new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    ScriptedServer server =
        opened(
            new ScriptedServer(
                (arrival, before) -> {
                  byte[] accept =
                      ForgedReply.accept().to(arrival.request().array(), ScriptedServer.KEY);
                  arrival.answerFrom(stranger, accept);
                  arrival.answer(ForgedReply.reject());
                }));

    assertThat(ask(client(), server.configured("alpha", LONG, 0))).isInstanceOf(Reject.class);
  }

  @Test
  void aDuplicateReplyIsDropped() {
    ScriptedServer server =
        opened(
            new ScriptedServer(
                (arrival, before) -> {
                  ForgedReply reply = before == 0 ? ForgedReply.accept() : ForgedReply.reject();
                  Stream.of(reply, reply, reply).forEach(arrival::answer);
                }));
    UdpRadiusClient client = client();

    assertThat(ask(client, server.configured("alpha", LONG, 0))).isInstanceOf(Accept.class);
    assertThat(ask(client, server.configured("alpha", LONG, 0))).isInstanceOf(Reject.class);
  }

  @Test
  void theNextServerIsAskedWhenOneIsSilentAndTheDeadOneIsPassedOver() {
    ScriptedServer silent = opened(ScriptedServer.silent());
    ScriptedServer answering = opened(ScriptedServer.answering(ForgedReply.accept()));
    RadiusServer first = silent.configured("alpha", SHORT, 1);
    RadiusServer second = answering.configured("beta", LONG, 0);
    UdpRadiusClient client = client();

    assertThat(ask(client, first, second)).isInstanceOf(Accept.class);
    assertThat(ask(client, first, second)).isInstanceOf(Accept.class);

    assertThat(silent.arrivals().stream().filter(arrival -> !arrival.isStatusServer())).hasSize(2);
    assertThat(answering.arrivals()).hasSize(2);
  }

  @Test
  void aRejectIsFinal() {
    ScriptedServer rejecting = opened(ScriptedServer.answering(ForgedReply.reject()));
    ScriptedServer accepting = opened(ScriptedServer.answering(ForgedReply.accept()));

    AccessReply reply =
        ask(
            client(),
            rejecting.configured("alpha", LONG, 0),
            accepting.configured("beta", LONG, 0));

    assertThat(reply).isInstanceOf(Reject.class);
    assertThat(accepting.arrivals()).isEmpty();
  }

  @Test
  void aDeadServerThatAnswersStatusServerIsAskedAgain() {
    ScriptedServer returning =
        opened(
            new ScriptedServer(
                (arrival, before) -> {
                  if (before > 0) {
                    arrival.answer(ForgedReply.accept());
                  }
                }));
    ScriptedServer other = opened(ScriptedServer.answering(ForgedReply.reject()));
    RadiusServer first = returning.configured("alpha", SHORT, 0);
    RadiusServer second = other.configured("beta", LONG, 0);
    UdpRadiusClient client = client();

    assertThat(ask(client, first, second)).isInstanceOf(Reject.class);
    await().until(() -> ask(client, first, second) instanceof Accept);

    assertThat(returning.arrivals()).anyMatch(Arrival::isStatusServer);
  }

  @Test
  void whenAllAreDeadEachIsTried() {
    ScriptedServer slow =
        opened(
            new ScriptedServer(
                (arrival, before) -> {
                  if (before > 4 && !arrival.isStatusServer()) {
                    arrival.answer(ForgedReply.accept());
                  }
                }));
    UdpRadiusClient client = client();
    RadiusServer only = slow.configured("alpha", SHORT, 4);

    assertThat(ask(client, only)).isInstanceOf(Unanswered.class);
    assertThat(ask(client, only)).isInstanceOf(Accept.class);
  }

  @Test
  void moreThan256RequestsAreOpenAtATimeAndNoMoreThanThereAreIdentifiers() {
    int identifiers = 4 * 256;
    Queue<Arrival> waiting = new ConcurrentLinkedQueue<>();
    ScriptedServer server =
        opened(
            new ScriptedServer(
                (arrival, before) -> {
                  waiting.add(arrival);
                  if (before + 1 == identifiers) {
                    waiting.forEach(
                        each -> each.answer(ForgedReply.accept().with(25, Octets.utf8("c"))));
                  }
                }));
    RadiusServer configured = server.configured("alpha", LONG, 0);
    UdpRadiusClient client = client(4, true, DEAD_TIME);

    List<CompletableFuture<AccessReply>> replies =
        Stream.generate(() -> client.send(REQUEST, List.of(configured)).toCompletableFuture())
            .limit(identifiers + 1)
            .toList();

    assertThat(replies.getLast().join())
        .isEqualTo(new Unanswered("RADIUS server alpha: all 1024 identifiers are in use"));
    assertThat(replies.subList(0, identifiers))
        .allSatisfy(reply -> assertThat(reply.join()).isInstanceOf(Accept.class));
    assertThat(waiting.stream().map(Arrival::client).distinct()).hasSize(4);
  }

  @Test
  void aPacketThatWouldBeTooLongIsNotSent() {
    ScriptedServer server = opened(ScriptedServer.answering(ForgedReply.accept()));
    AccessRequest large =
        new AccessRequest(new Credential.Eap(Octets.owned(new byte[4096])), List.of());

    assertThat(
            client()
                .send(large, List.of(server.configured("alpha", LONG, 0)))
                .toCompletableFuture()
                .join())
        .isEqualTo(new Unanswered("the Access-Request would be longer than 4096 octets"));
    assertThat(server.arrivals()).isEmpty();
  }

  @Test
  void closingAnswersWhatIsOpen() {
    ScriptedServer server = opened(ScriptedServer.silent());
    UdpRadiusClient client = client();
    RadiusServer configured = server.configured("alpha", LONG, 0);
    var reply = client.send(REQUEST, List.of(configured)).toCompletableFuture();

    client.close();

    assertThat(reply.join()).isEqualTo(new Unanswered("the RADIUS client is closed"));
    assertThat(ask(client, configured)).isEqualTo(new Unanswered("the RADIUS client is closed"));
  }
}
