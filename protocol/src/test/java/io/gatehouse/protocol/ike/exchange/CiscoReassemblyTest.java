package io.gatehouse.protocol.ike.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.exchange.CiscoReassembly.Collecting;
import io.gatehouse.protocol.ike.exchange.CiscoReassembly.Complete;
import io.gatehouse.protocol.ike.exchange.CiscoReassembly.Progress;
import io.gatehouse.protocol.ike.message.CiscoFragment;
import io.gatehouse.protocol.octets.Octets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CiscoReassemblyTest {

  private static final CiscoReassembly NOTHING = CiscoReassembly.nothing();

  static IntStream seeds() {
    return IntStream.range(0, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void fragmentsInAnyOrderAndRepeatedMakeTheDatagram(int seed) {
    Random random = new Random(seed);
    int total = 1 + random.nextInt(255);
    List<CiscoFragment> fragments =
        new ArrayList<>(
            IntStream.rangeClosed(1, total).mapToObj(n -> fragment(9, n, n == total)).toList());
    Octets datagram = Octets.concat(fragments.stream().map(CiscoFragment::data).toList());
    Collections.shuffle(fragments, random);

    CiscoReassembly reassembly = NOTHING;
    for (CiscoFragment fragment : fragments.subList(0, total - 1)) {
      reassembly = collecting(reassembly.add(fragment));
      reassembly = collecting(reassembly.add(fragment));
    }

    assertThat(reassembly.add(fragments.getLast())).isEqualTo(new Complete(datagram));
  }

  @Test
  void anotherIdReplacesWhatIsThere() {
    CiscoReassembly old = collecting(NOTHING.add(fragment(9, 1, false)));
    CiscoReassembly next = collecting(old.add(fragment(10, 2, true)));

    assertThat(next.add(fragment(10, 1, false))).isInstanceOf(Complete.class);
  }

  @Test
  void otherOctetsUnderTheSameNumberDiscardEverything() {
    CiscoReassembly begun = collecting(NOTHING.add(fragment(9, 1, false)));

    assertThat(begun.add(new CiscoFragment(9, 1, false, Octets.hex("ffff"))))
        .isEqualTo(new Collecting(NOTHING));
  }

  @Test
  void aContradictionAboutTheEndDiscardsEverything() {
    CiscoReassembly ended = collecting(NOTHING.add(fragment(9, 3, true)));
    CiscoReassembly open = collecting(NOTHING.add(fragment(9, 3, false)));

    assertThat(ended.add(fragment(9, 4, false))).as("behind the end").isEqualTo(discarded());
    assertThat(ended.add(fragment(9, 2, true))).as("a second end").isEqualTo(discarded());
    assertThat(ended.add(fragment(9, 3, false))).as("no end any more").isEqualTo(discarded());
    assertThat(open.add(fragment(9, 2, true))).as("an end too early").isEqualTo(discarded());
  }

  @Test
  void aDatagramOfMoreThan64KibibytesIsGivenUp() {
    Octets half = Octets.owned(new byte[32769]);
    CiscoReassembly begun = collecting(NOTHING.add(new CiscoFragment(9, 1, false, half)));

    assertThat(begun.add(new CiscoFragment(9, 2, true, half))).isEqualTo(discarded());
  }

  private static Progress discarded() {
    return new Collecting(NOTHING);
  }

  private static CiscoFragment fragment(int id, int number, boolean last) {
    return new CiscoFragment(
        id, number, last, Octets.hex("%02x".formatted(number).repeat(number % 5)));
  }

  private static CiscoReassembly collecting(Progress progress) {
    assertThat(progress).isInstanceOf(Collecting.class);
    return ((Collecting) progress).reassembly();
  }
}
