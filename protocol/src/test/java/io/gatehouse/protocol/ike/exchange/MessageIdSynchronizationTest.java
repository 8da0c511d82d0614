package io.gatehouse.protocol.ike.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.policy.IkeProposal;
import io.gatehouse.protocol.octets.Octets;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** RFC 6311, with a client that supports it. */
class MessageIdSynchronizationTest {

  private static final Payload SUPPORTED =
      Payload.Notify.of(NotifyType.IKEV2_MESSAGE_ID_SYNC_SUPPORTED);

  private final Testbed testbed = supporting();

  private static Testbed supporting() {
    return supporting(Policies.IKE_CBC);
  }

  private static Testbed supporting(IkeProposal proposal) {
    Testbed testbed = new Testbed(Policies.psk());
    testbed.client.agreed(
        testbed.sentInTheClear(
            testbed.client.initial(List.of(proposal), KeyExchangeMethod.CURVE25519)));
    testbed.send(ExchangeType.IKE_AUTH, testbed.preShared(Wishes.address(), SUPPORTED));
    testbed.headend.authorize().lease();
    return testbed;
  }

  /** What either side says. */
  private record Ids(Octets nonce, int next, int expected) {

    static Ids of(IkeMessage message) {
      ByteBuffer data =
          message.notify(NotifyType.IKEV2_MESSAGE_ID_SYNC).orElseThrow().data().buffer();
      byte[] nonce = new byte[4];
      data.get(nonce);
      Ids ids = new Ids(Octets.owned(nonce), data.getInt(), data.getInt());
      assertThat(data.hasRemaining()).isFalse();
      return ids;
    }

    Payload notification() {
      return Payload.Notify.of(
          NotifyType.IKEV2_MESSAGE_ID_SYNC,
          Octets.owned(
              ByteBuffer.allocate(12).put(nonce.array()).putInt(next).putInt(expected).array()));
    }
  }

  private void liveness(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(testbed.exchange(ExchangeType.INFORMATIONAL).payloads()).isEmpty();
    }
  }

  private Outstanding.Purpose outstanding() {
    return testbed.headend.established().outstanding().orElseThrow().purpose();
  }

  private static boolean isSync(IkeMessage message) {
    return message.header().is(ExchangeType.INFORMATIONAL)
        && message.header().messageId() == 0
        && message.notify(NotifyType.IKEV2_MESSAGE_ID_SYNC).isPresent();
  }

  /** As a client does that is between two requests. */
  private Headend answerSync(IkeMessage sync) {
    Ids asked = Ids.of(sync);
    return testbed.answer(
        sync, new Ids(asked.nonce(), testbed.client.nextId(), asked.next()).notification());
  }

  @Test
  @DisplayName("support is announced in the last IKE_AUTH response to who announced it in IKE_AUTH")
  void announced() {
    assertThat(testbed.answer().notify(NotifyType.IKEV2_MESSAGE_ID_SYNC_SUPPORTED)).isPresent();
    assertThat(testbed.headend.established().peer().messageIdSync()).isTrue();

    Testbed without = Testbed.established();
    assertThat(without.answer().notify(NotifyType.IKEV2_MESSAGE_ID_SYNC_SUPPORTED)).isEmpty();
    assertThat(without.headend.crash().isSilent()).isTrue();
  }

  @Test
  @DisplayName("under an AEAD cipher strongSwan cannot answer, and is not asked")
  void notUnderAnAead() {
    Testbed aead = supporting(Policies.IKE);

    assertThat(aead.answer().notify(NotifyType.IKEV2_MESSAGE_ID_SYNC_SUPPORTED)).isEmpty();
    assertThat(aead.headend.crash().isSilent()).isTrue();
  }

  @Test
  @DisplayName("after a recovery the headend asks before anything else, and stores that it did")
  void asks() {
    testbed.headend.give(new Input.RekeyDue(testbed.childSa(0).inboundSpi()));
    IkeMessage rekey = testbed.ownRequest();
    testbed.answer(
        rekey, ChildSaRekeyAnswer.to(rekey, 0x0c000002, testbed.client.nonce(), testbed.client));
    testbed.answer(testbed.ownRequest(), Wishes.delete(Wishes.FIRST_SPI));
    liveness(5);

    testbed.headend.crash();

    assertThat(testbed.headend.wasDurable()).isTrue();
    assertThat(isSync(testbed.ownRequest())).isTrue();
    Ids ids = Ids.of(testbed.ownRequest());
    assertThat(ids.next())
        .as("rekey 0, delete 1, and so many that are not stored")
        .isEqualTo(2 + OwnMessageIds.CHECKPOINT_INTERVAL);
    assertThat(ids.expected()).as("the five that changed nothing are not stored").isEqualTo(2);
  }

  @Test
  @DisplayName("the client's answer closes the range: what was answered before is not taken again")
  void moves() {
    liveness(10);
    Octets recorded = testbed.client.request(ExchangeType.INFORMATIONAL);
    testbed.headend.receive(recorded);
    liveness(3);
    testbed.headend.crash();
    answerSync(testbed.ownRequest());

    assertThat(testbed.headend.receive(recorded).decisions()).isEmpty();
    liveness(2);
    testbed.client.skipTo(testbed.client.nextId() + 1);
    assertThat(testbed.send(ExchangeType.INFORMATIONAL).decisions()).isEmpty();
  }

  @Test
  @DisplayName("a request is not answered while the answer is awaited, and is when it comes again")
  void requestOnItsWay() {
    liveness(7);
    testbed.headend.crash();
    IkeMessage sync = testbed.ownRequest();
    Octets onItsWay = testbed.client.request(ExchangeType.INFORMATIONAL);
    assertThat(testbed.headend.receive(onItsWay).decisions()).isEmpty();
    answerSync(sync);

    testbed.headend.receive(onItsWay);
    assertThat(testbed.answer().payloads()).isEmpty();
    liveness(1);
  }

  @Test
  @DisplayName("it is asked once; without an answer the empty requests follow")
  void givesUp() {
    liveness(7);
    testbed.headend.crash();

    testbed.headend.wake();

    assertThat(testbed.headend.event(SessionEvent.Noted.class)).isPresent();
    assertThat(outstanding()).isEqualTo(new Outstanding.Purpose.CatchUp());
    liveness(2);
    answerOwnRequests(new SplittableRandom(1));
    liveness(1);
  }

  @Test
  @DisplayName("a client whose answer was lost expects the id that it was told: the last one sent")
  void answerLost() {
    testbed.headend.crash();
    int told = Ids.of(testbed.ownRequest()).next();

    testbed.headend.wake();

    assertThat(testbed.headend.established().outstanding().orElseThrow().messageId())
        .isEqualTo(told);
  }

  @Test
  @DisplayName("a second recovery does not ask again, and knows what the client was told")
  void once() {
    testbed.headend.crash();
    int told = Ids.of(testbed.ownRequest()).next();

    testbed.headend.crash();

    assertThat(testbed.headend.established().outstanding()).isEmpty();
    testbed.headend.give(new Input.RekeyDue(testbed.childSa(0).inboundSpi()));
    assertThat(outstanding()).isEqualTo(new Outstanding.Purpose.CatchUp());
    assertThat(testbed.headend.established().outstanding().orElseThrow().messageId())
        .isEqualTo(told);
  }

  @Test
  @DisplayName("an answer with another nonce counts for nothing, its sender's path neither")
  void replayed() {
    testbed.headend.crash();
    Ids asked = Ids.of(testbed.ownRequest());
    Octets recorded =
        testbed.client.response(
            testbed.ownRequest(), new Ids(Octets.hex("00000000"), 40, asked.next()).notification());
    SessionState before = testbed.headend.state();

    testbed.headend.receive(Headend.OTHER_PATH, recorded);

    assertThat(testbed.headend.decisions()).isEmpty();
    assertThat(testbed.headend.state()).isEqualTo(before);
  }

  @Test
  @DisplayName("an answer that is malformed, or goes back behind what is known, is none")
  void malformed() {
    liveness(3);
    testbed.exchange(
        ExchangeType.CREATE_CHILD_SA,
        Wishes.esp(0x0c000002, Policies.ESP),
        new Payload.Nonce(testbed.client.nonce()),
        Wishes.anyInitiator(),
        Wishes.anyResponder());
    testbed.headend.crash();
    IkeMessage sync = testbed.ownRequest();
    Ids asked = Ids.of(sync);
    List<List<Payload>> answers =
        List.of(
            List.of(),
            List.of(Payload.Notify.of(NotifyType.IKEV2_MESSAGE_ID_SYNC, Octets.hex("00"))),
            List.of(new Ids(asked.nonce(), asked.expected() - 1, asked.next()).notification()),
            List.of(new Ids(Octets.hex("00000000"), 99, 99).notification()));

    for (List<Payload> answer : answers) {
      testbed.answer(sync, answer.toArray(Payload[]::new));
      assertThat(testbed.headend.decisions()).isEmpty();
      assertThat(testbed.headend.established().outstanding()).isPresent();
    }
    answerSync(sync);
    assertThat(testbed.headend.established().outstanding()).isEmpty();
  }

  @Test
  @DisplayName("an own request that was on its way comes first: its octets and its id are stored")
  void ownRequestFirst() {
    testbed.headend.give(new Input.RekeyDue(testbed.childSa(0).inboundSpi()));
    IkeMessage rekey = testbed.ownRequest();
    testbed.headend.crash().wake();
    assertThat(testbed.ownRequest()).isEqualTo(rekey);

    testbed.answer(
        rekey, ChildSaRekeyAnswer.to(rekey, 0x0c000002, testbed.client.nonce(), testbed.client));

    IkeMessage sync = testbed.ownRequest();
    assertThat(isSync(sync)).isTrue();
    assertThat(Ids.of(sync).next()).isEqualTo(1);
    answerSync(sync);
    assertThat(testbed.ownRequest().header().messageId()).isEqualTo(1);
  }

  @Test
  @DisplayName("what became due meanwhile follows the answer")
  void dueMeanwhile() {
    testbed.headend.crash();
    IkeMessage sync = testbed.ownRequest();
    testbed.headend.later(Duration.ofSeconds(46));
    answerSync(sync);

    assertThat(testbed.ownRequest().header().is(ExchangeType.CREATE_CHILD_SA)).isTrue();
    assertThat(testbed.ownRequest().header().messageId()).isEqualTo(Ids.of(sync).next());
  }

  @Test
  @DisplayName("a client that knows of more requests of the headend's than are stored is believed")
  void clientIsAhead() {
    testbed.headend.crash();
    IkeMessage sync = testbed.ownRequest();
    testbed.answer(sync, new Ids(Ids.of(sync).nonce(), testbed.client.nextId(), 40).notification());
    testbed.headend.give(new Input.RekeyDue(testbed.childSa(0).inboundSpi()));

    assertThat(testbed.ownRequest().header().messageId()).isEqualTo(40);
  }

  /** What the client has asked, and got. */
  private record Answered(Octets request, List<Octets> response) {}

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  @DisplayName("however requests, crashes, lost answers and syncs mix, nobody gets out of step")
  void anyOrder(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    List<Answered> answered = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      switch (random.nextInt(6)) {
        case 0 -> crash(random, answered);
        case 1 -> {
          testbed.headend.give(new Input.RekeyDue(testbed.childSa(0).inboundSpi()));
          if (random.nextBoolean()) {
            answerOwnRequests(random);
          }
        }
        default -> {
          Octets request = testbed.client.request(ExchangeType.INFORMATIONAL);
          testbed.headend.receive(request);
          assertThat(testbed.answer().payloads()).isEmpty();
          answered.add(new Answered(request, testbed.datagrams()));
        }
      }
    }
    answerOwnRequests(random);
    liveness(3);
  }

  private void crash(RandomGenerator random, List<Answered> answered) {
    testbed.headend.crash();
    boolean asks = testbed.headend.established().outstanding().filter(this::isSync).isPresent();
    if (asks && random.nextInt(4) == 0) {
      testbed.headend.wake();
      assertThat(testbed.headend.event(SessionEvent.Noted.class)).isPresent();
    }
    if (!asks && random.nextInt(4) == 0) {
      return;
    }
    answerOwnRequests(random);
    if (answered.size() > 1 && !testbed.headend.established().window().open()) {
      Answered old = answered.get(random.nextInt(answered.size() - 1));
      testbed.headend.receive(old.request());
      assertThat(testbed.headend.isSilent() || testbed.datagrams().equals(old.response())).isTrue();
    }
  }

  private boolean isSync(Outstanding own) {
    return own.purpose() instanceof Outstanding.Purpose.MessageIdSync;
  }

  private void answerOwnRequests(RandomGenerator random) {
    Optional<Outstanding> own = testbed.headend.established().outstanding();
    while (own.isPresent()) {
      IkeMessage request = last(own.get());
      if (isSync(request)) {
        answerSync(request);
      } else if (request.header().is(ExchangeType.CREATE_CHILD_SA)) {
        int spi = random.nextInt(0x1000, Integer.MAX_VALUE);
        testbed.answer(
            request, ChildSaRekeyAnswer.to(request, spi, testbed.client.nonce(), testbed.client));
      } else {
        testbed.answer(request);
      }
      own = testbed.headend.established().outstanding();
    }
  }

  private IkeMessage last(Outstanding own) {
    List<Octets> datagrams = own.datagrams();
    boolean several = own.purpose() instanceof Outstanding.Purpose.CatchUp;
    return testbed.client.open(several ? List.of(datagrams.getLast()) : datagrams);
  }
}
