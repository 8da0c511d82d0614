package io.gatehouse.protocol.ike.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.exchange.Reassembly.Collecting;
import io.gatehouse.protocol.ike.exchange.Reassembly.Complete;
import io.gatehouse.protocol.ike.exchange.Reassembly.Progress;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** RFC 7383 section 2.6. */
class ReassemblyTest {

  private static final int IDI = 35;

  static IntStream seeds() {
    return IntStream.range(0, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void fragmentsInAnyOrderAndRepeatedMakeTheMessage(int seed) {
    Random random = new Random(seed);
    int total = 1 + random.nextInt(255);
    List<Integer> numbers = new ArrayList<>(IntStream.rangeClosed(1, total).boxed().toList());
    Collections.shuffle(numbers, random);
    Octets message =
        Octets.concat(IntStream.rangeClosed(1, total).mapToObj(ReassemblyTest::piece).toList());

    Reassembly reassembly = Reassembly.nothing();
    for (int number : numbers.subList(0, total - 1)) {
      reassembly = collecting(reassembly.add(7, fragment(number, total), piece(number)));
      assertThat(reassembly.wants(7, fragment(number, total))).isFalse();
      reassembly = collecting(reassembly.add(7, fragment(number, total), piece(number)));
    }

    assertThat(reassembly.add(7, fragment(numbers.getLast(), total), piece(numbers.getLast())))
        .isEqualTo(new Complete(IDI, message));
  }

  @Test
  void aDivisionIntoMoreFragmentsReplacesTheOldOne() {
    Reassembly old = collecting(Reassembly.nothing().add(7, fragment(1, 2), Octets.hex("aa")));

    Reassembly begun = collecting(old.add(7, fragment(1, 3), Octets.hex("01")));
    assertThat(begun.wants(7, fragment(2, 2))).as("the old division").isFalse();
    Reassembly more = collecting(begun.add(7, fragment(2, 3), Octets.hex("02")));

    assertThat(more.add(7, fragment(3, 3), Octets.hex("03")))
        .isEqualTo(new Complete(IDI, Octets.hex("010203")));
  }

  @Test
  void aDivisionIntoFewerFragmentsChangesNothing() {
    Reassembly begun = collecting(Reassembly.nothing().add(7, fragment(1, 3), Octets.hex("01")));

    assertThat(begun.add(7, fragment(2, 2), Octets.hex("bb"))).isEqualTo(new Collecting(begun));
  }

  @Test
  void anotherMessageReplacesWhatIsThere() {
    Reassembly old = collecting(Reassembly.nothing().add(7, fragment(1, 2), Octets.hex("aa")));
    Reassembly next = collecting(old.add(8, fragment(2, 2), Octets.hex("02")));

    assertThat(next.add(8, fragment(1, 2), Octets.hex("01")))
        .isEqualTo(new Complete(IDI, Octets.hex("0102")));
  }

  @Test
  void messageIdZeroIsAMessageIdLikeAnyOther() {
    Reassembly begun = collecting(Reassembly.nothing().add(0, fragment(2, 2), Octets.hex("02")));

    assertThat(begun.add(0, fragment(1, 2), Octets.hex("01")))
        .isEqualTo(new Complete(IDI, Octets.hex("0102")));
  }

  @Test
  void tooManyFragmentsAreNotWanted() {
    Reassembly nothing = Reassembly.nothing();

    assertThat(nothing.wants(7, fragment(1, 256))).isFalse();
    assertThat(nothing.add(7, fragment(1, 256), Octets.hex("aa")))
        .isEqualTo(new Collecting(nothing));
  }

  @Test
  void aMessageOfMoreThan64KibibytesIsGivenUp() {
    Octets half = Octets.owned(new byte[32769]);
    Reassembly begun = collecting(Reassembly.nothing().add(7, fragment(1, 2), half));

    assertThat(begun.add(7, fragment(2, 2), half)).isEqualTo(new Collecting(Reassembly.nothing()));
  }

  private static Payload.EncryptedFragment fragment(int number, int total) {
    return new Payload.EncryptedFragment(number == 1 ? IDI : 0, number, total, Octets.empty());
  }

  private static Octets piece(int number) {
    return Octets.hex("%02x".formatted(number).repeat(number % 5));
  }

  private static Reassembly collecting(Progress progress) {
    assertThat(progress).isInstanceOf(Collecting.class);
    return ((Collecting) progress).reassembly();
  }
}
