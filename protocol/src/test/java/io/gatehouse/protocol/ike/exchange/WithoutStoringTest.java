package io.gatehouse.protocol.ike.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.crypto.EphemeralKeySource;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The store is away: what a session does nevertheless. */
class WithoutStoringTest {

  private final Testbed testbed = Testbed.established();

  /** The step that the headend would do, which does it not. */
  private Step step(Input input) {
    return Responder.step(
        testbed.headend.state(),
        input,
        new Context(
            testbed.headend.now(),
            testbed.client.random(),
            EphemeralKeySource.generating(testbed.client.random()),
            Policies.psk(),
            Headend.MINT));
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
