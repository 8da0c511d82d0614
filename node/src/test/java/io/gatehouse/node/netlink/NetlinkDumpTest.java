package io.gatehouse.node.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.node.netlink.NetlinkException.Refused;
import org.junit.jupiter.api.Test;

/** Listings whose request had the sequence number 7. */
class NetlinkDumpTest {

  private static final String FIRST = "14000000 1000 0200 07000000 01000000 2a000000";
  private static final String LAST = "14000000 1000 0200 07000000 01000000 2b000000";
  private static final String END = "14000000 0300 0200 07000000 01000000 00000000";
  private static final String OF_ANOTHER = "14000000 1000 0200 08000000 01000000 63000000";
  private static final String END_OF_ANOTHER = "14000000 0300 0200 08000000 01000000 00000000";

  private final NetlinkDump<Integer> dump =
      new NetlinkDump<>("the list", 7, message -> message.payload().u32());

  @Test
  void onlyWhatAnswersTheRequestIsOfTheListing() {
    dump.read(Captured.octets(OF_ANOTHER + FIRST));
    dump.read(Captured.octets(END_OF_ANOTHER));
    assertThat(dump.isDone()).isFalse();

    dump.read(Captured.octets(LAST + END));
    assertThat(dump.isDone()).isTrue();
    assertThat(dump.isInterrupted()).isFalse();
    assertThat(dump.result()).containsExactly(0x2a, 0x2b);
  }

  /** NLM_F_DUMP_INTR. */
  @Test
  void aListingSaysThatItChangedMeanwhile() {
    dump.read(Captured.octets("14000000 1000 1200 07000000 01000000 2a000000" + END));

    assertThat(dump.isDone()).isTrue();
    assertThat(dump.isInterrupted()).isTrue();
  }

  @Test
  void anErrorEndsAListing() {
    assertThatThrownBy(
            () -> dump.read(Captured.octets("14000000 0300 0200 07000000 01000000 ffffffff")))
        .isInstanceOf(Refused.class)
        .hasMessage("the list: Operation not permitted");
    assertThat(dump.isDone()).isTrue();
  }
}
