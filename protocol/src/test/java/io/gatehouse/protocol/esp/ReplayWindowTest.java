package io.gatehouse.protocol.esp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayWindowTest {

  /** The same, from the definition. */
  private static final class Model {
    private final Set<Long> received = new HashSet<>();
    private final int size;
    private long highest;

    Model(int size) {
      this.size = size;
    }

    boolean admits(long number) {
      return number > 0 && number > highest - size && !received.contains(number);
    }

    void record(long number) {
      received.add(number);
      highest = Math.max(highest, number);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 63, 64, 65, 100, 1024, 1025, 65_536})
  void agreesWithTheDefinition(int size) {
    for (int seed = 0; seed < 20; seed++) {
      RandomGenerator random = new Random(seed);
      ReplayWindow window = new ReplayWindow(size, true, 0);
      Model model = new Model(size);
      long around = random.nextLong(1L << 33);
      for (int i = 0; i < 3000; i++) {
        around += random.nextInt(50) == 0 ? random.nextInt(3 * size) : random.nextInt(3);
        long number = Math.max(0, around + random.nextInt(-2 * size, 10));
        assertThat(window.admits(number)).isEqualTo(model.admits(number));
        if (model.admits(number)) {
          window.record(number);
          model.record(number);
        }
        assertThat(window.highest()).isEqualTo(model.highest);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 1024, 65_536})
  void theUpperHalfIsGuessedForEveryNumberNear(int size) {
    for (int seed = 0; seed < 2000; seed++) {
      RandomGenerator random = new Random(seed);
      long highest = near32Bits(random);
      ReplayWindow window = new ReplayWindow(size, true, 0);
      window.record(highest);
      long number = highest + random.nextLong(-size + 1L, (1L << 32) - size + 1);
      if (number > 0) {
        assertThat(window.whole((int) number)).isEqualTo(number);
      }
    }
  }

  private static long near32Bits(RandomGenerator random) {
    long round = random.nextLong(4) << 32;
    return Math.max(1, round + random.nextLong(-100_000, 100_000));
  }

  @ParameterizedTest
  @CsvSource({"1", "5000", "4294967295"})
  void aFreshWindowTakesTheFirstNumberWhateverItIs(long first) {
    for (boolean extended : new boolean[] {false, true}) {
      ReplayWindow window = new ReplayWindow(1024, extended, 0);
      assertThat(window.whole((int) first)).isEqualTo(first);
      assertThat(window.admits(first)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"32, 1", "32, 31", "64, 64", "1024, 1000", "1024, 4294967294", "65536, 70000"})
  void whatWasReceivedBeforeIsNotAdmitted(int size, long received) {
    ReplayWindow window = new ReplayWindow(size, false, received);
    assertThat(window.highest()).isEqualTo(received);
    for (long number = Math.max(1, received - 2L * size); number <= received; number++) {
      assertThat(window.admits(number)).as("%d", number).isFalse();
    }
    assertThat(window.admits(received + 1)).isTrue();
  }

  /** In the same word of the ring, and in one that was used for lower numbers. */
  @ParameterizedTest
  @ValueSource(ints = {2, 60, 100, 500, 1500})
  void whatIsSkippedAfterThatIsAdmitted(int skipped) {
    ReplayWindow window = new ReplayWindow(1024, true, 5_000);
    window.record(5_000 + skipped);
    for (long number = Math.max(5_001, 5_001 + skipped - 1024);
        number < 5_000 + skipped;
        number++) {
      assertThat(window.admits(number)).as("%d", number).isTrue();
    }
    assertThat(window.admits(5_000)).isFalse();
  }

  @Test
  void aNumberOutOfRangeIsRefused() {
    assertThatThrownBy(() -> new ReplayWindow(64, false, 1L << 32))
        .hasMessageContaining("4294967296");
    assertThatThrownBy(() -> new ReplayWindow(64, true, -1)).hasMessageContaining("-1");
  }

  @Test
  void zeroIsNeverAdmitted() {
    assertThat(new ReplayWindow(64, false, 0).admits(0)).isFalse();
  }

  @Test
  void thirtyTwoBitNumbersDoNotGoRound() {
    ReplayWindow window = new ReplayWindow(64, false, 0);
    window.record(0xFFFF_FFFFL);

    assertThat(window.admits(window.whole(1))).isFalse();
  }

  @Test
  void aSizeOutOfRangeIsRefused() {
    assertThatThrownBy(() -> new ReplayWindow(31, false, 0)).hasMessageContaining("31");
    assertThatThrownBy(() -> new ReplayWindow(65_537, false, 0)).hasMessageContaining("65537");
  }
}
