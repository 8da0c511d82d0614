package io.gatehouse.cluster.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatehouse.protocol.octets.Secret;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpiLayoutTest {

  private static final int SAMPLES = 2_000;
  private static final SpiLayout LAYOUT = layout("a secret of this cluster");

  @Test
  void shardsAreFrozen() {
    assertThat(SpiLayout.SHARDS).isEqualTo(256);
    assertThat(SpiLayout.shardId(SessionNumber.of(0x00, 1))).isEqualTo("00");
    assertThat(SpiLayout.shardId(SessionNumber.of(0xFF, 1))).isEqualTo("ff");
  }

  @Test
  void bitsAreWhereTheLayoutSays() {
    SessionNumber session = SessionNumber.of(0xA1, 0xB2C3);

    assertThat(LAYOUT.ikeSpi(session, 0xD4) >>> 28).isEqualTo(0x1_A1_B2C3_D4L);
    assertThat(SpiLayout.espSpi(session, 0xD4)).isEqualTo(0xA1_B2C3_D4);
    assertThat(session.entityId()).isEqualTo("a1b2c3");
  }

  /** Computed apart: HMAC-SHA256 of the label and of the SPI with a zero tag. */
  @Test
  void tagIsThatOfEveryEarlierVersion() {
    assertThat(LAYOUT.ikeSpi(SessionNumber.of(0xA1, 0xB2C3), 0xD4)).isEqualTo(0x1A1B2C3D4_6D73D29L);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everySpiLeadsBackToItsSession(long seed) {
    RandomGenerator random = new Random(seed);
    for (int i = 0; i < SAMPLES; i++) {
      SessionNumber session = anySession(random);
      int generation = random.nextInt(256);
      long ikeSpi = LAYOUT.ikeSpi(session, generation);
      int espSpi = SpiLayout.espSpi(session, generation);

      assertThat(LAYOUT.owner(ikeSpi)).contains(session);
      assertThat(SpiLayout.generation(ikeSpi)).isEqualTo(generation);
      assertThat(SpiLayout.entityId(ikeSpi)).isEqualTo(session.entityId());
      assertThat(SpiLayout.shardId(ikeSpi))
          .isSameAs(SpiLayout.shardId(session))
          .isSameAs(SpiLayout.shardId(session.entityId()));
      assertThat(SpiLayout.espOwner(espSpi)).contains(session);
      assertThat(SpiLayout.espGeneration(espSpi)).isEqualTo(generation);
      assertThat(SessionNumber.parse(session.entityId())).isEqualTo(session);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void aChangedBitIsNoticed(long seed) {
    RandomGenerator random = new Random(seed);
    for (int i = 0; i < SAMPLES; i++) {
      long spi = LAYOUT.ikeSpi(anySession(random), random.nextInt(256));
      long changed = spi ^ 1L << random.nextInt(64);

      assertThat(LAYOUT.verify(spi)).isTrue();
      assertThat(LAYOUT.verify(changed)).isFalse();
    }
  }

  @Test
  void anSpiOfAnotherClusterIsNotOurs() {
    SpiLayout other = layout("the secret of another cluster");

    assertThat(LAYOUT.owner(other.ikeSpi(SessionNumber.of(1, 2), 3))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 1, Long.MIN_VALUE, Long.MAX_VALUE, 0x1000_0000_0000_0000L})
  void junkIsDecodedWithoutAnException(long junk) {
    assertThat(LAYOUT.owner(junk)).isEmpty();
    assertThat(SpiLayout.shardId(junk)).hasSize(2);
    assertThat(SpiLayout.entityId(junk)).hasSize(6);
  }

  @Test
  void reservedEspSpisBelongToNobody() {
    assertThat(SpiLayout.espOwner(0)).isEmpty();
    assertThat(SpiLayout.espOwner(255)).isEmpty();
    assertThat(SpiLayout.espOwner(256)).contains(new SessionNumber(1));
    assertThat(SpiLayout.espOwner(-1)).contains(new SessionNumber(SessionNumber.MAX_VALUE));
  }

  @Test
  void generationsOfOneSessionDiffer() {
    SessionSpiMint mint = new SessionSpiMint(LAYOUT, SessionNumber.of(7, 9));
    Set<Long> spis = new HashSet<>();
    for (int generation = 0; generation < 256; generation++) {
      spis.add(mint.ikeSpi(generation));
    }

    assertThat(spis).hasSize(256);
    assertThat(mint.ikeSpi(256)).isEqualTo(mint.ikeSpi(0));
    assertThat(mint.espSpi(255)).isEqualTo(0x07_0009_FF);
    assertThatIllegalArgumentException().isThrownBy(() -> mint.espSpi(256));
  }

  @Test
  void aShortSecretIsRefusedAndNotPrinted() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> layout("hunter2"))
        .withMessage("the cluster secret has 7 octets; at least 16 are needed");
  }

  private static SpiLayout layout(String secret) {
    return new SpiLayout(Secret.utf8(secret));
  }

  private static SessionNumber anySession(RandomGenerator random) {
    return new SessionNumber(random.nextInt(1, SessionNumber.MAX_VALUE + 1));
  }
}
