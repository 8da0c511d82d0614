package io.gatehouse.protocol.ike.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.policy.ResponderPolicy;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any inputs in any order: {@link StepRules} hold after each, and nothing is thrown. */
class RandomSessionsTest {

  private static final int SESSIONS = 60;
  private static final int INPUTS = 40;

  private static final List<ResponderPolicy> POLICIES =
      List.of(
          Policies.psk(),
          Policies.certificate(),
          Policies.eap(true),
          Policies.eap(false),
          Policies.anyConnect(),
          Policies.device(true),
          Policies.device(false));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  @DisplayName("sessions that begin with anything")
  void fromNothing(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int session = 0; session < SESSIONS; session++) {
      live(new Testbed(POLICIES.get(random.nextInt(POLICIES.size()))), random);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  @DisplayName("sessions that have agreed on keys")
  void fromAgreement(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int session = 0; session < SESSIONS; session++) {
      ResponderPolicy policy = POLICIES.get(random.nextInt(POLICIES.size()));
      live(Testbed.agreed(policy, Wishes.notify(NotifyType.IKEV2_FRAGMENTATION_SUPPORTED)), random);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  @DisplayName("established sessions, with and without PFS")
  void fromEstablishment(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int session = 0; session < SESSIONS; session++) {
      ResponderPolicy policy = Policies.psk();
      live(
          Testbed.established(
              random.nextBoolean() ? policy : Policies.with(policy, Policies.ESP_PFS)),
          random);
    }
  }

  private static void live(Testbed testbed, RandomGenerator random) {
    RandomInputs inputs = new RandomInputs(testbed, random);
    for (int i = 0; i < INPUTS; i++) {
      inputs.next();
    }
    endsByItself(testbed.headend);
  }

  /**
   * With a client that says nothing more, every session comes to its end in a bounded number of
   * steps.
   */
  private static void endsByItself(Headend headend) {
    int steps = 0;
    while (headend.state().deadline().isPresent()) {
      headend.wake();
      assertThat(++steps).as("steps of a session that nobody speaks to").isLessThan(100);
    }
  }
}
