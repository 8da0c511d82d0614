package io.gatehouse.client.initiator;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.octets.Octets;
import org.junit.jupiter.api.Test;

class ReassemblyTest {

  private final Reassembly reassembly = new Reassembly();

  @Test
  void piecesComeInAnyOrder() {
    assertThat(reassembly.add(1, 3, 3, Octets.utf8("c"))).isEmpty();
    assertThat(reassembly.add(1, 1, 3, Octets.utf8("a"))).isEmpty();
    assertThat(reassembly.add(1, 1, 3, Octets.utf8("x"))).isEmpty();
    assertThat(reassembly.add(1, 2, 3, Octets.utf8("b"))).contains(Octets.utf8("abc"));
  }

  @Test
  void theLastPieceMayTellHowManyThereAre() {
    assertThat(reassembly.add(1, 1, 0, Octets.utf8("a"))).isEmpty();
    assertThat(reassembly.add(1, 2, 2, Octets.utf8("b"))).contains(Octets.utf8("ab"));
  }

  @Test
  void anotherMessageTakesThePlace() {
    assertThat(reassembly.add(1, 1, 2, Octets.utf8("a"))).isEmpty();
    assertThat(reassembly.add(2, 2, 2, Octets.utf8("b"))).isEmpty();
    assertThat(reassembly.add(2, 1, 2, Octets.utf8("c"))).contains(Octets.utf8("cb"));
  }

  @Test
  void thePiecesAreBounded() {
    Octets large = Octets.owned(new byte[40_000]);
    assertThat(reassembly.add(1, 1, 2, large)).isEmpty();
    assertThat(reassembly.add(1, 2, 2, large)).isEmpty();
  }
}
