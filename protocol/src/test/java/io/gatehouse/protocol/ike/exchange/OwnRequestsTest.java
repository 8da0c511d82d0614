package io.gatehouse.protocol.ike.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.policy.Authorization;
import io.gatehouse.protocol.octets.Octets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Liveness, and the ends that the headend makes. */
class OwnRequestsTest {

  private final Testbed testbed = Testbed.established();

  private SessionEvent.Cause cause() {
    return testbed.headend.event(SessionEvent.Disconnected.class).orElseThrow().cause();
  }

  @Test
  @DisplayName("a client that is silent is asked whether it lives, and its answer is enough")
  void liveness() {
    testbed.headend.wake();
    IkeMessage question = testbed.ownRequest();

    assertThat(testbed.headend.now()).isEqualTo(Headend.START.plus(Policies.DPD.interval()));
    assertThat(question.header().is(ExchangeType.INFORMATIONAL)).isTrue();
    assertThat(question.header().messageId()).isZero();
    assertThat(question.header().initiator()).isFalse();
    assertThat(question.payloads()).isEmpty();

    assertThat(testbed.answer(question).decisions()).isEmpty();
    testbed.headend.wake();
    assertThat(testbed.ownRequest().header().messageId()).isEqualTo(1);
  }

  @Test
  @DisplayName("of questions about liveness in a row, only each seventeenth is stored")
  void livenessIsRarelyStored() {
    int stored = 0;
    for (int asked = 0; asked < 34; asked++) {
      stored += testbed.headend.wake().wasDurable() ? 1 : 0;
      testbed.answer(testbed.ownRequest());
      assertThat(testbed.headend.wasDurable()).isFalse();
    }
    assertThat(stored).isEqualTo(2);
  }

  @Test
  @DisplayName("traffic is a sign of life: nobody is asked")
  void trafficIsLife() {
    testbed.headend.later(Policies.DPD.interval());
    testbed.headend.give(new Input.DeadlineReached(testbed.headend.now().minusSeconds(1)));

    assertThat(testbed.headend.decisions()).isEmpty();
    assertThat(testbed.headend.deadline())
        .isEqualTo(testbed.headend.now().plus(Policies.DPD.interval()).minusSeconds(1));
  }

  @Test
  @DisplayName("a client that does not answer is asked again with identical octets, then given up")
  void lost() {
    testbed.headend.wake();
    List<Octets> question = testbed.datagrams();
    for (int retry = 0; retry < Policies.DPD.retries(); retry++) {
      testbed.headend.wake();
      assertThat(testbed.datagrams()).isEqualTo(question);
    }

    testbed.headend.wake();

    assertThat(testbed.headend.state()).isEqualTo(new SessionState.Closed());
    assertThat(cause()).isEqualTo(SessionEvent.Cause.LOST);
    assertThat(testbed.headend.all(Decision.Remove.class)).hasSize(1);
    assertThat(testbed.headend.all(Decision.ReleaseAddress.class)).hasSize(1);
  }

  @Test
  @DisplayName("responses that nobody waits for, and of another exchange, are dropped")
  void unexpectedResponses() {
    testbed.headend.wake();
    IkeMessage question = testbed.ownRequest();
    IkeMessage other =
        new IkeMessage(testbed.client.ikeSa().request(ExchangeType.CREATE_CHILD_SA, 0), List.of());
    IkeMessage later =
        new IkeMessage(testbed.client.ikeSa().request(ExchangeType.INFORMATIONAL, 1), List.of());

    assertThat(testbed.answer(other).decisions()).isEmpty();
    assertThat(testbed.answer(later).decisions()).isEmpty();
    assertThat(testbed.headend.established().outstanding()).isPresent();
    testbed.answer(question);
    assertThat(testbed.headend.established().outstanding()).isEmpty();
    assertThat(testbed.answer(question).decisions()).isEmpty();
  }

  @Test
  @DisplayName("the headend ends a session with Delete, and forgets it when that is answered")
  void deletes() {
    testbed.headend.give(new Input.Terminate(SessionEvent.Cause.ADMINISTRATOR));
    IkeMessage delete = testbed.ownRequest();
    assertThat(delete.payloads()).containsExactly(Wishes.deleteIkeSa());
    assertThat(testbed.headend.isEstablished()).isTrue();

    testbed.answer(delete);

    assertThat(testbed.headend.state()).isEqualTo(new SessionState.Closed());
    assertThat(cause()).isEqualTo(SessionEvent.Cause.ADMINISTRATOR);
  }

  @Test
  @DisplayName("while a session ends its timer fires for the Delete alone")
  void endsWithoutSpinning() {
    testbed.headend.later(Policies.IKE_LIFETIME);
    testbed.headend.give(new Input.DeadlineReached(testbed.headend.now()));
    List<Octets> delete = testbed.datagrams();
    int wakes = 0;
    while (testbed.headend.isEstablished()) {
      assertThat(testbed.headend.deadline()).isAfter(testbed.headend.now());
      testbed.headend.wake();
      wakes++;
      assertThat(testbed.headend.isSilent() || testbed.datagrams().equals(delete)).isTrue();
    }

    assertThat(wakes).isEqualTo(3);
    assertThat(cause()).isEqualTo(SessionEvent.Cause.SESSION_TIMEOUT);
  }

  @Test
  @DisplayName("a session that is replaced ends without a word")
  void replaced() {
    testbed.headend.give(new Input.Terminate(SessionEvent.Cause.REPLACED));

    assertThat(testbed.headend.isSilent()).isTrue();
    assertThat(cause()).isEqualTo(SessionEvent.Cause.REPLACED);
  }

  private static Authorization limited(Optional<Duration> session, Optional<Duration> idle) {
    Authorization was = Headend.authorization("alice");
    return new Authorization(
        was.userName(),
        was.framedAddress(),
        was.addressPool(),
        was.netmask(),
        was.dns(),
        was.wins(),
        was.defaultDomain(),
        was.splitDns(),
        was.splitInclude(),
        was.banner(),
        session,
        idle,
        was.radiusClass());
  }

  @Test
  @DisplayName("RADIUS's Session-Timeout ends the session")
  void sessionTimeout() {
    Testbed limited =
        Testbed.established(
            Policies.psk(), limited(Optional.of(Duration.ofSeconds(50)), Optional.empty()));

    limited.headend.wake();

    assertThat(limited.headend.now()).isEqualTo(Headend.START.plusSeconds(50));
    IkeMessage delete = limited.ownRequest();
    limited.answer(delete);
    assertThat(limited.headend.event(SessionEvent.Disconnected.class).orElseThrow().cause())
        .isEqualTo(SessionEvent.Cause.SESSION_TIMEOUT);
  }

  @Test
  @DisplayName("RADIUS's Idle-Timeout ends a session without traffic, and no other")
  void idleTimeout() {
    Testbed limited =
        Testbed.established(
            Policies.psk(), limited(Optional.empty(), Optional.of(Duration.ofSeconds(40))));
    limited.headend.later(Duration.ofSeconds(40));
    limited.headend.give(new Input.DeadlineReached(Headend.START.plusSeconds(30)));
    assertThat(limited.headend.decisions()).isEmpty();
    assertThat(limited.headend.deadline()).isEqualTo(Headend.START.plusSeconds(70));

    limited.headend.wake();

    limited.answer(limited.ownRequest());
    assertThat(limited.headend.event(SessionEvent.Disconnected.class).orElseThrow().cause())
        .isEqualTo(SessionEvent.Cause.IDLE_TIMEOUT);
  }
}
