package io.gatehouse.protocol.ike.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process dies, and another one goes on with what it had stored. */
class RecoveryTest {

  private final Testbed testbed = Testbed.established();

  private void liveness(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(testbed.exchange(ExchangeType.INFORMATIONAL).payloads()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 10, 63, 64, 65, 130})
  @DisplayName("requests that were answered and not stored do not lose the client")
  void unstoredRequests(int answered) {
    liveness(answered);

    testbed.headend.crash();

    liveness(3);
  }

  @Test
  @DisplayName("of very many clients each is asked for a sign of life in its turn")
  void turns() {
    Duration interval = Policies.DPD.interval();
    testbed.headend.traffic.share(100_000);

    List<Duration> silences =
        IntStream.range(0, 200)
            .mapToObj(_ -> testbed.headend.crash())
            .map(headend -> Deadlines.livenessAt(headend.established()).orElseThrow())
            .map(at -> Duration.between(testbed.headend.now(), at))
            .toList();

    assertThat(silences)
        .allSatisfy(silence -> assertThat(silence).isBetween(interval, interval.plusSeconds(200)))
        .anySatisfy(silence -> assertThat(silence).isLessThan(interval.plusSeconds(20)))
        .anySatisfy(silence -> assertThat(silence).isGreaterThan(interval.plusSeconds(180)));
  }

  @Test
  @DisplayName("two recoveries in a row, with requests before, between and after them")
  void twice() {
    liveness(40);
    testbed.headend.crash();
    liveness(40);
    testbed.headend.crash();
    testbed.headend.crash();
    liveness(40);
  }

  @Test
  @DisplayName("requests that were answered while the store was away keep nobody out")
  void farAhead() {
    testbed.headend.crash();
    testbed.client.skipTo(2 + 3 * RequestWindow.CHECKPOINT_INTERVAL);

    liveness(3);
  }

  @Test
  @DisplayName("a request that lies further ahead than could have been answered is dropped")
  void tooFarAhead() {
    testbed.headend.crash();
    testbed.client.skipTo(2 + RequestWindow.MOST_UNSTORED + 1);

    assertThat(testbed.send(ExchangeType.INFORMATIONAL).decisions()).isEmpty();
  }

  @Test
  @DisplayName("the last stored response is repeated with identical octets")
  void repeatsResponse() {
    Octets request =
        testbed.client.request(
            ExchangeType.CREATE_CHILD_SA,
            Wishes.esp(0x0c000002, Policies.ESP),
            new Payload.Nonce(testbed.client.nonce()),
            Wishes.anyInitiator(),
            Wishes.anyResponder());
    testbed.headend.receive(request);
    List<Octets> response = testbed.datagrams();
    testbed.headend.crash();

    assertThat(testbed.headend.receive(request).only(Decision.Transmit.class).datagrams())
        .isEqualTo(response);
    assertThat(testbed.headend.established().childSas()).hasSize(2);
  }

  @Test
  @DisplayName("a CREATE_CHILD_SA that was refused does not succeed when it is replayed")
  void refusedStaysRefused() {
    testbed.headend.give(new Input.RekeyDue(testbed.childSa(0).inboundSpi()));
    IkeMessage own = testbed.ownRequest();
    Octets request =
        testbed.client.request(
            ExchangeType.CREATE_CHILD_SA,
            Wishes.esp(0x0c000002, Policies.ESP_PFS),
            new Payload.Nonce(testbed.client.nonce()),
            Wishes.anyInitiator(),
            Wishes.anyResponder());
    List<Octets> refusal =
        testbed.headend.receive(request).only(Decision.Transmit.class).datagrams();
    testbed.headend.crash();

    assertThat(testbed.headend.receive(request).only(Decision.Transmit.class).datagrams())
        .isEqualTo(refusal);
    assertThat(testbed.headend.established().outstanding().orElseThrow().messageId())
        .isEqualTo(own.header().messageId());
  }

  @Test
  @DisplayName("CHILD SAs are installed again as recovered, stored first, and rekeyed soon")
  void reinstalls() {
    testbed.headend.crash();
    assertThat(testbed.headend.wasDurable()).isTrue();
    assertThat(testbed.headend.only(Decision.Install.class).childSa().recoveries()).isEqualTo(1);

    testbed.headend.crash();

    assertThat(testbed.headend.only(Decision.Install.class).childSa().recoveries()).isEqualTo(2);
    assertThat(testbed.childSa(0).rekeyAt())
        .isBetween(
            Headend.START.plus(Duration.ofSeconds(5)), Headend.START.plus(Duration.ofSeconds(45)));
  }

  @Test
  @DisplayName("a hundred thousand sessions do not all rekey in the same minute")
  void spreadsTheRekeysOfMany() {
    List<Instant> due =
        IntStream.range(0, 8)
            .mapToObj(_ -> Testbed.established())
            .map(this::rekeyOfOneInMany)
            .toList();

    assertThat(due)
        .allSatisfy(
            at ->
                assertThat(at)
                    .isBetween(
                        Headend.START.plus(Duration.ofSeconds(5)),
                        Headend.START.plus(Duration.ofSeconds(505))));
    // All eight within 45 s: once in ten to the ninth.
    assertThat(due).anySatisfy(at -> assertThat(at).isAfter(Headend.START.plusSeconds(45)));
  }

  private Instant rekeyOfOneInMany(Testbed one) {
    one.headend.traffic.share(100_000);
    one.headend.crash();
    return one.childSa(0).rekeyAt();
  }

  @Test
  @DisplayName("of several CHILD SAs the one in use is installed last: it carries the traffic")
  void installsTheOneInUseLast() {
    testbed.exchange(
        ExchangeType.CREATE_CHILD_SA,
        Wishes.rekey(Wishes.FIRST_SPI),
        Wishes.esp(0x0c000002, Policies.ESP),
        new Payload.Nonce(testbed.client.nonce()),
        Wishes.anyInitiator(),
        Wishes.anyResponder());

    testbed.headend.crash();

    assertThat(testbed.headend.all(Decision.Install.class))
        .extracting(install -> install.childSa().stage())
        .containsExactly(ChildSa.Stage.REPLACED_BY_PEER, ChildSa.Stage.INSTALLED);
  }

  @Test
  @DisplayName("the headend's request that was on its way is repeated with identical octets")
  void repeatsOwnRequest() {
    testbed.headend.give(new Input.RekeyDue(testbed.childSa(0).inboundSpi()));
    IkeMessage request = testbed.ownRequest();
    List<Octets> datagrams = testbed.datagrams();

    testbed.headend.crash().wake();

    assertThat(testbed.datagrams()).isEqualTo(datagrams);
    testbed.answer(
        request,
        ChildSaRekeyAnswer.to(request, 0x0c000002, testbed.client.nonce(), testbed.client));
    assertThat(testbed.headend.all(Decision.Install.class)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 15, 16, 17, 18, 40})
  @DisplayName("own requests that were not stored do not lose the client")
  void unstoredOwnRequests(int asked) {
    ExpectingClient client = new ExpectingClient(testbed);
    for (int i = 0; i < asked; i++) {
      testbed.headend.wake();
      client.receiveAll();
    }

    testbed.headend.crash().wake();
    client.receiveAll();

    IkeMessage rekey = testbed.ownRequest();
    assertThat(rekey.header().is(ExchangeType.CREATE_CHILD_SA)).isTrue();
    assertThat(rekey.header().messageId()).isEqualTo(client.expected());
  }

  @Test
  @DisplayName("a question about liveness that nobody saw is asked again after a recovery")
  void unseenOwnRequest() {
    ExpectingClient client = new ExpectingClient(testbed);
    testbed.headend.wake();
    testbed.headend.crash().wake();
    client.receiveAll();

    assertThat(testbed.ownRequest().header().messageId()).isEqualTo(client.expected());
  }

  @Test
  @DisplayName("what is due after a recovery waits until the client's next id is known")
  void catchesUpBeforeARekey() {
    ExpectingClient client = new ExpectingClient(testbed);
    testbed.headend.crash();
    testbed.headend.give(new Input.RekeyDue(testbed.childSa(0).inboundSpi()));
    assertThat(testbed.ownRequest().header().is(ExchangeType.INFORMATIONAL)).isTrue();

    client.receiveAll();

    IkeMessage rekey = testbed.ownRequest();
    assertThat(rekey.header().is(ExchangeType.CREATE_CHILD_SA)).isTrue();
    assertThat(rekey.header().messageId()).isEqualTo(client.expected());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  @DisplayName("a client that takes what comes at once in any order is led to the end step by step")
  void catchesUpWithAClientOfManyThreads(long seed) {
    Random random = new Random(seed);
    ExpectingClient client = new ExpectingClient(testbed);
    for (int i = 0; i < random.nextInt(40); i++) {
      testbed.headend.wake();
      client.receiveAll();
    }

    testbed.headend.crash().wake();
    client.receiveInAnyOrder(random);

    assertThat(testbed.headend.established().ownIds().areInDoubt()).isFalse();
    assertThat(testbed.headend.established().outstanding()).isEmpty();
    assertThat(testbed.headend.established().ownIds().next()).isEqualTo(client.expected());
  }

  @Test
  @DisplayName("an answer on the way to the last one is no sign of life and moves nothing")
  void recordedAnswers() {
    ExpectingClient client = new ExpectingClient(testbed);
    testbed.headend.wake();
    List<Octets> request = testbed.headend.only(Decision.Transmit.class).datagrams();
    Octets recorded = testbed.client.response(testbed.client.open(request));
    testbed.headend.receive(recorded);
    testbed.headend.crash().wake();
    Established before = testbed.headend.established();

    Path elsewhere = new Path(before.path().local(), before.path().remote(), "another machine");
    testbed.headend.give(new Input.Datagram(elsewhere, recorded));

    Established after = testbed.headend.established();
    assertThat(after.path()).isEqualTo(before.path());
    assertThat(after.lastHeard()).isEqualTo(before.lastHeard());
    assertThat(after.outstanding().orElseThrow().datagrams())
        .hasSize(before.outstanding().orElseThrow().datagrams().size() - 1);
    assertThat(client.expected()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  @DisplayName("crashes at any time on a path that loses: both sides agree on ids in the end")
  void agreesOnIdsInTheEnd(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    ExpectingClient client = new ExpectingClient(testbed);
    for (int i = 0; i < 200; i++) {
      testbed.headend.wake();
      if (random.nextInt(10) == 0) {
        testbed.headend.crash();
      } else if (testbed.headend.established().outstanding().isPresent()) {
        client.receive(_ -> random.nextInt(10) != 0);
        client.receiveAgain();
      }
    }
    assertThat(testbed.headend.isEstablished()).isTrue();
  }

  @Test
  @DisplayName("a rekey with PFS whose private key is lost: what it made is deleted, then anew")
  void lostPrivateKey() {
    Testbed pfs = Testbed.established(Policies.with(Policies.psk(), Policies.ESP_PFS));
    pfs.headend.give(new Input.RekeyDue(pfs.childSa(0).inboundSpi()));
    IkeMessage request = pfs.ownRequest();
    pfs.headend.crash();

    pfs.answer(request, ChildSaRekeyAnswer.to(request, 0x0c000002, pfs.client.nonce(), pfs.client));

    assertThat(pfs.headend.all(Decision.Install.class)).isEmpty();
    IkeMessage delete = pfs.ownRequest();
    assertThat(delete.payloads()).containsExactly(Wishes.delete(Headend.MINT.espSpi(2)));
    pfs.answer(delete, Wishes.delete(0x0c000002));
    pfs.headend.wake();
    assertThat(pfs.ownRequest().payloads()).contains(Wishes.rekey(pfs.childSa(0).inboundSpi()));
  }

  @Test
  @DisplayName("a session that was ending goes on ending")
  void ending() {
    testbed.headend.give(new Input.Terminate(SessionEvent.Cause.ADMINISTRATOR));
    IkeMessage delete = testbed.ownRequest();

    testbed.headend.crash().wake();

    assertThat(testbed.ownRequest()).isEqualTo(delete);
    assertThat(testbed.answer(delete).state()).isEqualTo(new SessionState.Closed());
  }
}
