package io.gatehouse.cluster.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.ingress.IngressCounters.Outcome;
import io.gatehouse.cluster.session.PskClient;
import io.gatehouse.cluster.session.SessionCommand;
import io.gatehouse.cluster.session.SessionGaugeFixture;
import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.session.SessionNumbers;
import io.gatehouse.cluster.session.SpiLayout;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.IkeHeader;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.MessageCodec;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

class IngressTest {

  private record Delivery(SessionNumber session, Octets datagram) {}

  private static final int COOKIE_THRESHOLD = 2;
  private static final int MOST_HALF_OPEN = 4;
  private static final int MOST_SAS = 6;
  private static final int MOST_BEGINNING = 1;

  private final SpiLayout spis = new SpiLayout(Secret.utf8("the secret of a cluster in a test"));
  private final SessionNumbers numbers = new SessionNumbers(new Random(1), _ -> {});
  private final SessionGaugeFixture gauge = new SessionGaugeFixture();
  private final IngressCounters counters = new IngressCounters();
  private final List<Delivery> delivered = new ArrayList<>();
  private final List<Octets> sent = new ArrayList<>();
  private final AtomicInteger queued = new AtomicInteger();
  private final PskClient client = new PskClient("alice");
  private final PskClient other = new PskClient("bob");
  private final ManualClock clock = new ManualClock();
  private final BehaviorTestKit<Ingress.Event> ingress =
      BehaviorTestKit.create(
          Ingress.create(
              () ->
                  new IngressSettings(
                      COOKIE_THRESHOLD, MOST_HALF_OPEN, MOST_SAS, MOST_BEGINNING, 3),
              new IngressServices(
                  spis,
                  numbers,
                  gauge.gauge(),
                  (session, command) ->
                      delivered.add(
                          new Delivery(session, ((SessionCommand.Deliver) command).datagram())),
                  (path, datagrams) -> sent.addAll(datagrams),
                  counters,
                  new CookieSecrets(Secret.utf8("the secret of a cluster in a test")),
                  clock),
              queued));

  @Test
  void aDatagramGoesToTheSessionThatItsSpiNames() {
    SessionNumber session = SessionNumber.of(17, 4);
    Octets datagram = informational(spis.ikeSpi(session, 3));

    receive(datagram);

    assertThat(delivered).containsExactly(new Delivery(session, datagram));
    assertThat(counters.get(Outcome.DELIVERED)).isEqualTo(1);
  }

  @Test
  void aNumberThatIsInUseCostsOneMoreTry() {
    Octets request = client.initial();
    receive(request);
    SessionNumber taken = delivered.getFirst().session();

    ingress.run(new Ingress.Taken(taken, client.path(), request));
    ingress.run(new Ingress.Taken(taken, client.path(), request));

    assertThat(delivered).hasSize(2);
    assertThat(delivered.getLast().session()).isNotEqualTo(taken);
    assertThat(delivered.getLast().datagram()).isEqualTo(request);
    assertThat(counters.get(Outcome.NUMBER_TAKEN)).isEqualTo(1);
  }

  @Test
  void anSpiWithAWrongTagReachesNobody() {
    long spi = spis.ikeSpi(SessionNumber.of(17, 4), 3);

    for (int bit = 0; bit < Long.SIZE; bit++) {
      receive(informational(spi ^ 1L << bit));
    }

    assertThat(delivered).isEmpty();
    assertThat(sent).isEmpty();
    assertThat(counters.get(Outcome.DROPPED_UNKNOWN_SPI)).isEqualTo(Long.SIZE);
  }

  @Test
  void arbitraryOctetsReachNobody() {
    Random random = new Random(99);
    for (int i = 0; i < 20_000; i++) {
      byte[] octets = new byte[random.nextInt(120)];
      random.nextBytes(octets);
      if (octets.length > 17 && i % 2 == 0) {
        octets[17] = 0x20;
      }
      receive(Octets.owned(octets));
    }

    assertThat(delivered).isEmpty();
    assertThat(ingress.isAlive()).isTrue();
  }

  @Test
  void aHigherVersionIsToldSoAndALowerOneIsNot() {
    receive(version(0x30));
    receive(version(0x10));

    assertThat(delivered).isEmpty();
    assertThat(sent).hasSize(1);
    IkeMessage answer = PskClient.clear(sent.getFirst());
    assertThat(answer.notify(NotifyType.INVALID_MAJOR_VERSION)).isPresent();
    assertThat(answer.header().majorVersion()).isEqualTo(2);
    assertThat(counters.get(Outcome.OTHER_VERSION)).isEqualTo(2);
  }

  private Octets version(int version) {
    byte[] octets = client.initial().toArray();
    octets[17] = (byte) version;
    return Octets.owned(octets);
  }

  @Test
  void aRepeatedFirstRequestGoesToTheSameSession() {
    Octets initial = client.initial();

    receive(initial);
    receive(initial);

    assertThat(delivered).hasSize(2);
    assertThat(delivered.getFirst()).isEqualTo(delivered.getLast());
    assertThat(counters.get(Outcome.SESSION_BEGUN)).isEqualTo(1);
  }

  @Test
  void whenItsSessionIsOverAFirstRequestBeginsAnother() {
    receive(client.initial());
    gauge.answered(delivered.getFirst().session());
    numbers.release(delivered.getFirst().session());

    receive(client.initial());

    assertThat(counters.get(Outcome.SESSION_BEGUN)).isEqualTo(2);
  }

  @Test
  void withManyHalfOpenSessionsAClientMustComeBackWithACookie() {
    gauge.halfOpen(COOKIE_THRESHOLD);

    receive(client.initial());

    assertThat(delivered).isEmpty();
    Payload.Notify cookie =
        PskClient.clear(sent.getFirst()).notify(NotifyType.COOKIE).orElseThrow();
    assertThat(sent.getFirst().length()).isLessThan(client.initial().length());
    receive(client.initial(cookie));
    assertThat(delivered).hasSize(1);
    assertThat(counters.get(Outcome.COOKIE_ASKED)).isEqualTo(1);
    assertThat(counters.get(Outcome.COOKIE_ACCEPTED)).isEqualTo(1);
    assertThat(counters.get(Outcome.COOKIE_WRONG)).isZero();
  }

  @Test
  void whoeverComesBackWithAnotherCookieIsAskedAgain() {
    gauge.halfOpen(COOKIE_THRESHOLD);

    receive(client.initial(Payload.Notify.of(NotifyType.COOKIE, Octets.hex("00112233"))));

    assertThat(delivered).isEmpty();
    assertThat(counters.get(Outcome.COOKIE_WRONG)).isEqualTo(1);
    assertThat(counters.get(Outcome.COOKIE_ASKED)).isEqualTo(1);
  }

  @Test
  void withAsManySessionsAsThereMayBeNobodyBeginsAnother() {
    gauge.established(MOST_SAS - 1);
    receive(client.initial());
    gauge.answered(delivered.getFirst().session());
    gauge.established(MOST_SAS);

    receive(other.initial());

    assertThat(delivered).hasSize(1);
    assertThat(counters.get(Outcome.DROPPED_SA_LIMIT)).isEqualTo(1);
  }

  @Test
  void withTooManyHalfOpenSessionsNobodyBeginsAnother() {
    gauge.halfOpen(MOST_HALF_OPEN);

    receive(client.initial());

    assertThat(delivered).isEmpty();
    assertThat(sent).isEmpty();
    assertThat(counters.get(Outcome.DROPPED_HALF_OPEN_LIMIT)).isEqualTo(1);
  }

  @Test
  void whileAnotherBeginsAClientWaits() {
    receive(client.initial());
    receive(other.initial());
    receive(other.initial());
    assertThat(delivered).hasSize(1);

    gauge.answered(delivered.getFirst().session());
    ingress.run(new Ingress.Room());

    assertThat(delivered).hasSize(2);
    assertThat(delivered.getLast().datagram()).isEqualTo(other.initial());
    gauge.answered(delivered.getLast().session());
    ingress.run(new Ingress.Room());
    assertThat(delivered).as("a repeated request that waited too").hasSize(3);
    assertThat(delivered.getLast()).isEqualTo(delivered.get(1));
    assertThat(counters.get(Outcome.SESSION_BEGUN)).isEqualTo(2);
  }

  @Test
  void whoeverHasWaitedForASecondIsGivenUp() {
    receive(client.initial());
    receive(other.initial());

    clock.pass(WaitingRequests.PATIENCE);
    ingress.run(new Ingress.Room());
    gauge.answered(delivered.getFirst().session());
    ingress.run(new Ingress.Room());

    assertThat(delivered).hasSize(1);
    assertThat(counters.get(Outcome.DROPPED_WAITING)).isEqualTo(1);
  }

  @Test
  void aSessionThatNeverAnswersKeepsNobodyForLong() {
    receive(client.initial());

    clock.pass(WaitingRequests.PATIENCE.multipliedBy(2));
    receive(other.initial());

    assertThat(delivered).hasSize(2);
  }

  @Test
  void thoseThatWaitCountAsHalfOpen() {
    receive(client.initial());
    for (int i = 0; i < COOKIE_THRESHOLD; i++) {
      receive(new PskClient("waiting" + i).initial());
    }

    receive(other.initial());

    assertThat(counters.get(Outcome.COOKIE_ASKED)).isEqualTo(1);
  }

  @Test
  void moreDatagramsThanMayWaitAreDropped() {
    TestInbox<Ingress.Received> inbox = TestInbox.create();
    IkeReceiver receiver = Ingress.receiver(inbox.getRef(), 3, queued, counters);

    for (int i = 0; i < 5; i++) {
      receiver.received(client.path(), client.initial());
    }

    assertThat(inbox.getAllReceived()).hasSize(3);
    assertThat(counters.get(Outcome.DROPPED_OVERLOAD)).isEqualTo(2);
    ingress.run(new Ingress.Received(client.path(), client.initial()));
    receiver.received(client.path(), client.initial());
    assertThat(inbox.getAllReceived()).as("one was served meanwhile").hasSize(1);
  }

  private void receive(Octets datagram) {
    ingress.run(new Ingress.Received(client.path(), datagram));
  }

  private static Octets informational(long responderSpi) {
    IkeHeader header = IkeHeader.request(77, responderSpi, ExchangeType.INFORMATIONAL, true, 2);
    return MessageCodec.encode(new IkeMessage(header, List.of()));
  }
}
