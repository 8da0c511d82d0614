package io.gatehouse.protocol.ike.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.esp.SequenceBlock;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A client's flow comes to another machine of the headend, or its machine is gone. */
class MovingTest {

  private static final String OLD = Headend.PATH.headend();

  private final Testbed testbed = Testbed.established();
  private final int spi = testbed.childSa(0).inboundSpi();

  @Test
  @DisplayName("an authentic request on another machine takes the CHILD SAs there")
  void requestMoves() {
    Octets request = testbed.client.request(ExchangeType.INFORMATIONAL);

    testbed.headend.receive(Headend.OTHER_MACHINE, request);

    assertThat(testbed.headend.wasDurable()).isTrue();
    assertThat(testbed.headend.established().path()).isEqualTo(Headend.OTHER_MACHINE);
    assertThat(testbed.headend.decisions()).hasSize(3);
    assertThat(testbed.headend.decisions().getFirst())
        .isEqualTo(new Decision.Remove(spi, OLD, OptionalInt.of(1)));
    Decision.Install install = (Decision.Install) testbed.headend.decisions().get(1);
    assertThat(install.path()).isEqualTo(Headend.OTHER_MACHINE);
    assertThat(install.childSa().recoveries()).isEqualTo(1);
    assertThat(testbed.headend.only(Decision.Transmit.class).path())
        .isEqualTo(Headend.OTHER_MACHINE);
    assertThat(testbed.childSa(0).rekeyAt())
        .isBetween(
            Headend.START.plus(Duration.ofSeconds(5)), Headend.START.plus(Duration.ofSeconds(45)));
  }

  @Test
  @DisplayName("authentic traffic on a machine without the CHILD SAs takes them there")
  void trafficMoves() {
    testbed.headend.give(new Input.NotInstalled(Headend.OTHER_MACHINE));

    assertThat(testbed.headend.wasDurable()).isTrue();
    assertThat(testbed.headend.only(Decision.Remove.class).headend()).isEqualTo(OLD);
    assertThat(testbed.headend.only(Decision.Install.class).path())
        .isEqualTo(Headend.OTHER_MACHINE);
  }

  @Test
  @DisplayName("a machine that has lost what was installed gets it again, with other numbers")
  void sameMachineAgain() {
    testbed.headend.give(new Input.NotInstalled(Headend.PATH));

    assertThat(testbed.headend.wasDurable()).isTrue();
    assertThat(testbed.headend.all(Decision.Remove.class)).isEmpty();
    assertThat(testbed.headend.only(Decision.Install.class).childSa().recoveries()).isEqualTo(1);
  }

  @Test
  @DisplayName("what the old machine tells after the move is of the past")
  void oldMachineIsNotHeard() {
    testbed.headend.give(new Input.NotInstalled(Headend.OTHER_MACHINE));

    testbed.headend.give(new Input.PathChanged(Headend.OTHER_PATH));

    assertThat(testbed.headend.decisions()).isEmpty();
    assertThat(testbed.headend.established().path()).isEqualTo(Headend.OTHER_MACHINE);
  }

  @Test
  @DisplayName("the successor that a request on another machine asks for is installed there only")
  void rekeyWhileMoving() {
    Octets request =
        testbed.client.request(
            ExchangeType.CREATE_CHILD_SA,
            Wishes.rekey(Wishes.FIRST_SPI),
            Wishes.esp(0x0c000002, Policies.ESP),
            new Payload.Nonce(testbed.client.nonce()),
            Wishes.anyInitiator(),
            Wishes.anyResponder());

    testbed.headend.receive(Headend.OTHER_MACHINE, request);

    assertThat(testbed.headend.only(Decision.Remove.class))
        .isEqualTo(new Decision.Remove(spi, OLD, OptionalInt.of(1)));
    List<Decision.Install> installs = testbed.headend.all(Decision.Install.class);
    assertThat(installs)
        .extracting(install -> install.childSa().recoveries())
        .as("the old one, then the new one, which carries the traffic")
        .containsExactly(1, 0);
    assertThat(installs)
        .allSatisfy(install -> assertThat(install.path()).isEqualTo(Headend.OTHER_MACHINE));
  }

  @Test
  @DisplayName("a session that ends with a request on another machine is removed from the old one")
  void endsElsewhere() {
    Octets delete = testbed.client.request(ExchangeType.INFORMATIONAL, Wishes.deleteIkeSa());

    testbed.headend.receive(Headend.OTHER_MACHINE, delete);

    assertThat(testbed.headend.all(Decision.Install.class)).isEmpty();
    assertThat(testbed.headend.all(Decision.Remove.class))
        .contains(new Decision.Remove(spi, OLD, OptionalInt.of(1)));
    assertThat(testbed.headend.state()).isInstanceOf(SessionState.Lingering.class);
  }

  @Test
  @DisplayName("CHILD SAs that the machine still has go on as they are, and nothing is stored")
  void recoveryOfTheOwnerOnly() {
    testbed.headend.crash(new Input.Recovered(Set.of(spi), true));

    assertThat(testbed.headend.decisions()).isEmpty();
    assertThat(testbed.headend.wasDurable()).isFalse();
    assertThat(testbed.childSa(0).recoveries()).isZero();
    assertThat(testbed.exchange(ExchangeType.INFORMATIONAL).payloads()).isEmpty();
  }

  @Test
  @DisplayName("without its machine a session looks for its client, and installs where it answers")
  void recoveryWithoutTheMachine() {
    testbed.headend.crash(new Input.Recovered(Set.of(), false));

    assertThat(testbed.headend.all(Decision.Install.class)).isEmpty();
    // It brings the client to a known message id: the last of several requests counts.
    Octets last = testbed.datagrams().getLast();
    Octets answer = testbed.client.response(testbed.client.open(List.of(last)));
    testbed.headend.receive(Headend.OTHER_MACHINE, answer);
    assertThat(testbed.headend.only(Decision.Install.class).path())
        .isEqualTo(Headend.OTHER_MACHINE);
    assertThat(testbed.headend.only(Decision.Install.class).childSa().recoveries()).isEqualTo(1);
  }

  @Test
  @DisplayName("a session whose machine is lost looks for its client at once")
  void machineLost() {
    testbed.headend.give(new Input.MachineLost());

    Octets answer = testbed.client.response(testbed.ownRequest());
    testbed.headend.receive(Headend.OTHER_MACHINE, answer);
    assertThat(testbed.headend.only(Decision.Install.class).path())
        .isEqualTo(Headend.OTHER_MACHINE);
  }

  @Test
  @DisplayName("a request that was on its way to the client is repeated at once")
  void machineLostWithARequest() {
    testbed.headend.give(new Input.RekeyDue(spi));

    testbed.headend.give(new Input.MachineLost());

    assertThat(testbed.headend.deadline()).isEqualTo(Headend.START);
  }

  @Test
  @DisplayName("a CHILD SA that moves again and again is rekeyed at once, before it runs out")
  void restless() {
    for (int moves = 0; moves < SequenceBlock.MAXIMUM_RECOVERIES; moves++) {
      testbed.headend.give(
          new Input.NotInstalled(moves % 2 == 0 ? Headend.OTHER_MACHINE : Headend.PATH));
      assertThat(testbed.headend.all(Decision.Install.class)).hasSize(1);
    }

    assertThat(testbed.headend.deadline()).isEqualTo(Headend.START);
    assertThat(testbed.headend.wake().isSilent()).isFalse();
    assertThat(testbed.ownRequest().payloads()).contains(Wishes.rekey(spi));
  }
}
