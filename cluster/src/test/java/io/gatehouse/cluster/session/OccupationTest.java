package io.gatehouse.cluster.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.session.Occupation.Admission;
import io.gatehouse.protocol.ike.exchange.Input;
import io.gatehouse.protocol.ike.exchange.SessionState;
import io.gatehouse.protocol.ike.exchange.Step;
import io.gatehouse.protocol.octets.Octets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OccupationTest {

  private static final SessionCommand DATAGRAM =
      new SessionCommand.Deliver(new PskClient("alice").path(), Octets.empty());
  private static final SessionCommand COMPUTED =
      new SessionCommand.Computed(new Step(new SessionState.Closed(), false, List.of()));
  private static final SessionCommand RECOVERED =
      new SessionCommand.Answered(new Input.Recovered(Set.of(), true));

  private final Occupation occupation = new Occupation();

  @Test
  void whoDoesNothingServesAtOnce() {
    assertThat(occupation.admit(DATAGRAM)).isEqualTo(Admission.NOW);
    assertThat(occupation.admit(COMPUTED)).as("of an earlier life").isEqualTo(Admission.NEVER);
  }

  @Test
  void whileAStepIsComputedOthersWait() {
    occupation.computing();

    assertThat(occupation.admit(DATAGRAM)).isEqualTo(Admission.LATER);
    assertThat(occupation.admit(RECOVERED)).isEqualTo(Admission.LATER);
    assertThat(occupation.admit(COMPUTED)).isEqualTo(Admission.NOW);
    assertThat(occupation.admit(DATAGRAM)).isEqualTo(Admission.NOW);
  }

  @Test
  void aSessionFromTheStoreFirstGoesOnFromThere() {
    occupation.resuming();

    assertThat(occupation.admit(DATAGRAM)).isEqualTo(Admission.LATER);
    assertThat(occupation.admit(RECOVERED)).isEqualTo(Admission.NOW);
    assertThat(occupation.admit(DATAGRAM)).isEqualTo(Admission.NOW);
  }

  @Test
  void aFloodOfDatagramsCrowdsNothingElseOut() {
    occupation.computing();
    for (int i = 0; i < Occupation.MOST_WAITING; i++) {
      assertThat(occupation.admit(DATAGRAM)).isEqualTo(Admission.LATER);
    }

    assertThat(occupation.admit(DATAGRAM)).isEqualTo(Admission.NEVER);
    assertThat(occupation.admit(new SessionCommand.DeadlineDue())).isEqualTo(Admission.LATER);
  }

  @Test
  void whoIsToldToLeaveLeaves() {
    occupation.computing();

    assertThat(occupation.admit(new SessionCommand.Leave())).isEqualTo(Admission.NOW);
  }
}
