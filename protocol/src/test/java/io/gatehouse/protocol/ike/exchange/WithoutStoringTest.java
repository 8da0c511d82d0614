package io.gatehouse.protocol.ike.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.accounting.AccountingTerms;
import io.gatehouse.protocol.accounting.Usage;
import io.gatehouse.protocol.ike.crypto.EphemeralKeySource;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The store is away: what a session does nevertheless, whose traffic is counted all the time. */
class WithoutStoringTest {

  private static final AccountingTerms TERMS =
      new AccountingTerms("ACCT", Optional.empty(), Optional.empty());

  private final Testbed testbed =
      Testbed.established(
          Policies.psk(), Headend.authorization("alice").withAccounting(Optional.of(TERMS)));

  /** The step that the headend would do, which does it not. */
  private Step step(Input input) {
    testbed.headend.traffic.count(testbed.childSa(0), new Usage(1000, 10, 4_000, 20));
    return Responder.step(
        testbed.headend.state(),
        input,
        new Context(
            testbed.headend.now(),
            testbed.client.random(),
            EphemeralKeySource.generating(testbed.client.random()),
            Policies.psk(),
            Headend.MINT,
            testbed.headend.traffic));
  }

  private Step received(Path path, ExchangeType exchange, Payload... payloads) {
    Octets request = testbed.client.request(exchange, List.of(payloads));
    return step(new Input.Datagram(path, request));
  }

  @Test
  @DisplayName("a checkpoint is left out, and due again with the next request")
  void checkpoint() {
    for (int i = 1; i < RequestWindow.CHECKPOINT_INTERVAL; i++) {
      testbed.exchange(ExchangeType.INFORMATIONAL);
    }
    Established before = testbed.headend.established();
    Step due = received(Headend.PATH, ExchangeType.INFORMATIONAL);
    assertThat(due.durable()).isTrue();

    Step step = Responder.withoutStoring(before, due).orElseThrow();

    assertThat(step.durable()).isFalse();
    assertThat(step.decisions()).isEqualTo(due.decisions());
    RequestWindow window = ((Established) step.state()).window();
    assertThat(window.nextId()).isEqualTo(before.window().nextId() + 1);
    assertThat(window.checkpointDue()).isTrue();
  }

  @Test
  @DisplayName("the account is brought up to date with what is stored next")
  void account() {
    Established before = testbed.headend.established();
    Step moved = received(Headend.OTHER_PATH, ExchangeType.INFORMATIONAL);
    assertThat(((Established) moved.state()).account()).isNotEqualTo(before.account());

    Step step = Responder.withoutStoring(before, moved).orElseThrow();

    assertThat(((Established) step.state()).account()).isEqualTo(before.account());
  }

  @Test
  @DisplayName("a client whose NAT has rebound is followed")
  void path() {
    Established before = testbed.headend.established();
    Step moved = received(Headend.OTHER_PATH, ExchangeType.INFORMATIONAL);
    assertThat(moved.durable()).isTrue();

    Step step = Responder.withoutStoring(before, moved).orElseThrow();

    assertThat(((Established) step.state()).path()).isEqualTo(Headend.OTHER_PATH);
    assertThat(step.decisions()).hasAtLeastOneElementOfType(Decision.Move.class);
  }

  @Test
  @DisplayName("nothing is promised that another process would not know of")
  void promises() {
    Established before = testbed.headend.established();
    List<Step> steps =
        List.of(
            received(
                Headend.PATH,
                ExchangeType.CREATE_CHILD_SA,
                Wishes.esp(0x0c000002, Policies.ESP),
                new Payload.Nonce(testbed.client.nonce()),
                Wishes.anyInitiator(),
                Wishes.anyResponder()),
            step(new Input.RekeyDue(testbed.childSa(0).inboundSpi())),
            step(new Input.Terminate(SessionEvent.Cause.ADMINISTRATOR)),
            step(new Input.Terminate(SessionEvent.Cause.REPLACED)));

    for (Step step : steps) {
      assertThat(step.durable()).isTrue();
      assertThat(Responder.withoutStoring(before, step)).isEmpty();
    }
  }
}
