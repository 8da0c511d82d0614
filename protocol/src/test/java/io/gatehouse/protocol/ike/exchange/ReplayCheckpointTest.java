package io.gatehouse.protocol.ike.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.message.ExchangeType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How far the CHILD SAs of a session have received, for whoever installs them next. */
class ReplayCheckpointTest {

  private final Testbed testbed = Testbed.established();
  private final int spi = testbed.childSa(0).inboundSpi();
  private final int outboundSpi = testbed.childSa(0).outboundSpi();

  private void give(int inboundSpi, int ofClient, long number) {
    testbed.headend.give(new Input.Received(inboundSpi, ofClient, number));
  }

  @Test
  @DisplayName("a CHILD SA that moves takes along how far it has received")
  void movesAlong() {
    testbed.headend.traffic.receive(testbed.childSa(0), 4_711);

    testbed.headend.give(new Input.NotInstalled(Headend.OTHER_MACHINE));

    assertThat(testbed.headend.only(Decision.Install.class).childSa().received()).isEqualTo(4_711);
    assertThat(testbed.childSa(0).received()).isEqualTo(4_711);
  }

  @Test
  @DisplayName("what is stored for another reason says how far they have received")
  void storedByTheWay() {
    testbed.headend.traffic.receive(testbed.childSa(0), 4_711);

    testbed.headend.give(new Input.RekeyDue(spi));

    assertThat(testbed.headend.wasDurable()).isTrue();
    assertThat(testbed.childSa(0).received()).isEqualTo(4_711);
  }

  @Test
  @DisplayName("what is not stored leaves it as it was")
  void notStored() {
    testbed.headend.traffic.receive(testbed.childSa(0), 4_711);

    testbed.exchange(ExchangeType.INFORMATIONAL);

    assertThat(testbed.headend.wasDurable()).isFalse();
    assertThat(testbed.childSa(0).received()).isZero();
  }

  @Test
  @DisplayName("many packets are stored for their own sake")
  void manyPackets() {
    give(spi, outboundSpi, 70_000);

    assertThat(testbed.headend.wasDurable()).isTrue();
    assertThat(testbed.headend.decisions()).isEmpty();
    assertThat(testbed.childSa(0).received()).isEqualTo(70_000);
  }

  @Test
  @DisplayName("what comes late, or of another SA, changes nothing")
  void lateOrStrange() {
    give(spi, outboundSpi, 70_000);

    for (Input.Received other :
        new Input.Received[] {
          new Input.Received(spi, outboundSpi, 60_000),
          new Input.Received(spi, outboundSpi + 1, 80_000),
          new Input.Received(spi + 1, outboundSpi, 80_000)
        }) {
      testbed.headend.give(other);
      assertThat(testbed.headend.wasDurable()).as("%s", other).isFalse();
      assertThat(testbed.childSa(0).received()).as("%s", other).isEqualTo(70_000);
    }
  }

  @Test
  @DisplayName("a machine that is gone has nothing to tell, and what is known stays")
  void lostMachine() {
    give(spi, outboundSpi, 70_000);
    testbed.headend.traffic.lose();

    testbed.headend.give(new Input.NotInstalled(Headend.OTHER_MACHINE));

    assertThat(testbed.headend.only(Decision.Install.class).childSa().received()).isEqualTo(70_000);
  }

  @Test
  @DisplayName("while the store is away it is not stored, and nothing waits for it")
  void withoutStoring() {
    Established before = testbed.headend.established();
    Step step = ReplayCheckpoint.due(before, new Input.Received(spi, outboundSpi, 70_000));

    Step unstored = Responder.withoutStoring(before, step).orElseThrow();

    assertThat(((Established) unstored.state()).childSas()).isEqualTo(before.childSas());
    assertThat(unstored.durable()).isFalse();
  }
}
