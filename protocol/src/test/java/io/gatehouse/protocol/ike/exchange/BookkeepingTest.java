package io.gatehouse.protocol.ike.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.accounting.AccountingRecord;
import io.gatehouse.protocol.accounting.AccountingRecord.Authentic;
import io.gatehouse.protocol.accounting.AccountingRecord.Status;
import io.gatehouse.protocol.accounting.AccountingTerms;
import io.gatehouse.protocol.accounting.TerminateCause;
import io.gatehouse.protocol.accounting.Usage;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.message.Proposal;
import io.gatehouse.protocol.ike.policy.Authorization;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is stored of a session says what went through it, and who is told when. */
class BookkeepingTest {

  private static final Duration INTERIM = Duration.ofMinutes(5);
  private static final AccountingTerms TERMS =
      new AccountingTerms("ACCT", Optional.of(INTERIM), Optional.of(Headend.address("192.0.2.1")));
  private static final Usage SOME = new Usage(1000, 10, 4_000, 20);

  private final Testbed testbed = accounted(TERMS);

  private static Testbed accounted(AccountingTerms terms) {
    Authorization granted = Headend.authorization("alice").withAccounting(Optional.of(terms));
    return Testbed.established(Policies.psk(), granted);
  }

  private AccountingRecord last() {
    return testbed.headend.records().getLast();
  }

  private List<Status> told() {
    return testbed.headend.records().stream().map(AccountingRecord::status).toList();
  }

  private void use() {
    testbed.headend.traffic.count(testbed.childSa(0), SOME);
  }

  @Test
  void theSessionsFirstStateCarriesTheStart() {
    assertThat(testbed.headend.records())
        .containsExactly(
            new AccountingRecord(
                Status.START,
                Headend.START,
                TERMS,
                testbed.headend.established().sessionId(),
                "alice",
                Identities.text(Policies.ALICE),
                Authentic.LOCAL,
                Headend.PATH.remote().getAddress(),
                List.of(Headend.INSIDE),
                List.of(),
                Duration.ZERO,
                Usage.NONE,
                Optional.empty()));
  }

  @Test
  void aSessionWithoutTermsHasNoAccount() {
    Testbed silent = Testbed.established();
    silent.send(ExchangeType.INFORMATIONAL, new Payload.Delete(Proposal.IKE, List.of()));

    assertThat(silent.headend.records()).isEmpty();
  }

  @Test
  void anInterimRecordComesWhenItIsDue() {
    use();
    testbed.headend.later(INTERIM).give(new Input.DeadlineReached(testbed.headend.now()));

    assertThat(told()).containsExactly(Status.START, Status.INTERIM_UPDATE);
    assertThat(last().usage()).isEqualTo(SOME);
    assertThat(last().sessionTime()).isEqualTo(INTERIM);
    assertThat(testbed.headend.established().account().orElseThrow().interimAt())
        .contains(testbed.headend.now().plus(INTERIM));
  }

  @Test
  void theSessionWakesForIt() {
    Testbed often =
        accounted(
            new AccountingTerms("ACCT", Optional.of(Duration.ofSeconds(1)), Optional.empty()));

    often.headend.wake();

    assertThat(often.headend.records()).hasSize(2);
    assertThat(often.headend.now()).isEqualTo(Headend.START.plusSeconds(1));
  }

  @Test
  void noneIsStoredWhileTheStoreIsAway() {
    testbed.headend.traffic.loseStore();
    testbed.headend.later(INTERIM).give(new Input.DeadlineReached(testbed.headend.now()));

    assertThat(testbed.headend.wasDurable()).isFalse();
    assertThat(testbed.headend.deadline()).isAfter(testbed.headend.now());

    testbed.headend.traffic.findStore();
    testbed.headend.later(INTERIM).give(new Input.DeadlineReached(testbed.headend.now()));
    assertThat(told()).containsExactly(Status.START, Status.INTERIM_UPDATE);
  }

  @Test
  void theClientsDeleteClosesTheAccount() {
    use();
    testbed.headend.later(Duration.ofSeconds(40));
    testbed.send(ExchangeType.INFORMATIONAL, new Payload.Delete(Proposal.IKE, List.of()));

    assertThat(told()).containsExactly(Status.START, Status.STOP);
    assertThat(last().cause()).contains(TerminateCause.USER_REQUEST);
    assertThat(last().usage()).isEqualTo(SOME);
    assertThat(last().sessionTime()).isEqualTo(Duration.ofSeconds(40));
    assertThat(testbed.headend.state()).isInstanceOf(SessionState.Lingering.class);
    testbed.headend.wake();
    assertThat(testbed.headend.records()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void everyEndHasACause(SessionEvent.Cause cause) {
    testbed.headend.give(new Input.Terminate(cause));
    while (testbed.headend.isEstablished()) {
      testbed.headend.wake();
    }

    assertThat(told()).containsExactly(Status.START, Status.STOP);
    assertThat(last().cause()).isPresent();
  }

  @Test
  void aClockThatGoesBackDoesNotShortenTheSession() {
    testbed.headend.later(INTERIM).give(new Input.DeadlineReached(testbed.headend.now()));
    testbed.headend.later(INTERIM.negated().plusSeconds(3));
    testbed.headend.give(new Input.Terminate(SessionEvent.Cause.REPLACED));

    assertThat(last().status()).isEqualTo(Status.STOP);
    assertThat(last().sessionTime()).isEqualTo(INTERIM);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void countersNeverGoBackAndNothingIsCountedTwice(long seed) {
    RandomLife life = new RandomLife(seed);
    for (int event = 0; event < 60; event++) {
      life.go();
    }
    life.end();

    List<AccountingRecord> records = testbed.headend.records();
    assertThat(told()).containsOnlyOnce(Status.START, Status.STOP);
    assertThat(records.getFirst().status()).isEqualTo(Status.START);
    assertThat(last().status()).isEqualTo(Status.STOP);
    for (int i = 1; i < records.size(); i++) {
      Usage before = records.get(i - 1).usage();
      assertThat(smallest(records.get(i).usage(), before)).isEqualTo(before);
      assertThat(records.get(i).sessionTime())
          .isGreaterThanOrEqualTo(records.get(i - 1).sessionTime());
    }
    if (life.lossless) {
      assertThat(last().usage()).isEqualTo(life.truth);
    } else {
      assertThat(smallest(last().usage(), life.truth)).isEqualTo(last().usage());
    }
  }

  private static Usage smallest(Usage a, Usage b) {
    return new Usage(
        Math.min(a.inboundOctets(), b.inboundOctets()),
        Math.min(a.inboundPackets(), b.inboundPackets()),
        Math.min(a.outboundOctets(), b.outboundOctets()),
        Math.min(a.outboundPackets(), b.outboundPackets()));
  }

  /** Traffic, new and deleted CHILD SAs, crashes with and without the data plane. */
  private final class RandomLife {
    private final Random random;
    private final boolean lossless;
    private Usage truth = Usage.NONE;
    private int clientSpi = 0x0c000100;

    RandomLife(long seed) {
      random = new Random(seed);
      lossless = random.nextBoolean();
    }

    void go() {
      if (!testbed.headend.isEstablished()) {
        return;
      }
      testbed.headend.later(Duration.ofSeconds(random.nextInt(30)));
      switch (random.nextInt(6)) {
        case 0, 1 -> use();
        case 2 -> create();
        case 3 -> delete();
        case 4 -> testbed.headend.give(new Input.DeadlineReached(testbed.headend.now()));
        default -> crash();
      }
    }

    private void use() {
      for (ChildSa childSa : testbed.headend.established().childSas()) {
        int packets = random.nextInt(5);
        Usage more = new Usage(100L * packets, packets, 300L * packets, 2L * packets);
        testbed.headend.traffic.count(childSa, more);
        truth = truth.plus(more);
      }
    }

    private void create() {
      testbed.send(
          ExchangeType.CREATE_CHILD_SA,
          Wishes.esp(clientSpi++, Policies.ESP),
          new Payload.Nonce(testbed.client.nonce()),
          Wishes.anyInitiator(),
          Wishes.anyResponder());
    }

    private void delete() {
      List<ChildSa> all = testbed.headend.established().childSas();
      if (all.size() > 1) {
        int spi = all.get(random.nextInt(all.size())).outboundSpi();
        testbed.send(
            ExchangeType.INFORMATIONAL,
            new Payload.Delete(Proposal.ESP, List.of(ChildSaCreation.spiOctets(spi))));
      }
    }

    private void crash() {
      if (!lossless) {
        testbed.headend.traffic.lose();
      }
      testbed.headend.crash();
    }

    void end() {
      if (!testbed.headend.isEstablished()) {
        return;
      }
      testbed.headend.give(new Input.Terminate(SessionEvent.Cause.REPLACED));
    }
  }
}
