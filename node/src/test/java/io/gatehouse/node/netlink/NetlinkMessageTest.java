package io.gatehouse.node.netlink;

import static io.gatehouse.node.netlink.Captured.octets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gatehouse.node.netlink.NetlinkException.Malformed;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Octets of a 64-bit little-endian machine, as strace shows them. */
class NetlinkMessageTest {

  private static final String DELETED =
      "24000000 0200 0001 07000000 01000000 00000000" + " 2c000000 1900 0500 07000000 00000000";

  /** RTM_NEWLINK for an interface without a name, Linux 6.18. */
  private static final String REFUSED =
      "4c000000 0200 0003 01000000 01000000 eaffffff 20000000 1000 0506 01000000 00000000"
          + " 2800 0100"
          + "4174206c65617374206f6e65206f66206966"
          + "6e616d65206f72206966696e6465782e2e00";

  @Test
  void aDatagramHasMessagesAtMultiplesOfFourOctets() {
    List<NetlinkMessage> messages =
        NetlinkMessage.split(
            octets(
                "11000000 1000 0200 05000000 00000000 2a 000000"
                    + " 10000000 0300 0200 05000000 00000000"));

    assertThat(messages).extracting(NetlinkMessage::type).containsExactly(16, 3);
    assertThat(messages.getFirst().payload().u8()).isEqualTo(0x2A);
    assertThat(messages.getFirst().payload().remaining()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00",
        "0f000000 1000 0200 05000000 00000000",
        "11000000 1000 0200 05000000 00000000",
        "ffffffff 1000 0200 05000000 00000000",
        "ffffff7f 1000 0200 05000000 00000000",
        "10000000 1000 0200 05000000 00000000 00000000",
      })
  void aLengthThatLeadsOutOfTheDatagramIsMalformed(String hex) {
    assertThatThrownBy(() -> NetlinkMessage.split(octets(hex))).isInstanceOf(Malformed.class);
  }

  @Test
  void anAnswerHasAnError() {
    assertThat(answer(DELETED)).isEqualTo(Acknowledgement.SUCCESS);
    Acknowledgement refused = answer(REFUSED);
    assertThat(refused.errno()).isEqualTo(Errno.EINVAL);
    assertThat(refused.reason())
        .isEqualTo("Invalid argument (At least one of ifname or ifindex..)");
  }

  /** Without NETLINK_CAP_ACK the whole request comes back, and the text behind it. */
  @Test
  void aRequestThatComesBackWithItsErrorIsSkipped() {
    Acknowledgement refused =
        answer(
            "30000000 0200 0002 01000000 01000000 eaffffff"
                + " 14000000 1000 0506 01000000 00000000 aabbccdd 0700 0100 4e6f0000");
    assertThat(refused.reason()).isEqualTo("Invalid argument (No)");
  }

  @Test
  void theEndOfAListingMayHaveAnError() {
    assertThat(answer("10000000 0300 0200 01000000 01000000").success()).isTrue();
    assertThat(answer("14000000 0300 0200 01000000 01000000 00000000").success()).isTrue();
    assertThat(answer("14000000 0300 0200 01000000 01000000 eaffffff").errno())
        .isEqualTo(Errno.EINVAL);
  }

  /** Lengths, errors, text: whatever bits turn over, there is an answer or a typed failure. */
  @ParameterizedTest
  @ValueSource(strings = {DELETED, REFUSED})
  void octetsThatTurnedOverGiveNothingButATypedFailure(String hex) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    byte[] whole = octets(hex).array();
    for (int round = 0; round < 5_000; round++) {
      byte[] mutated = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
      for (int i = random.nextInt(4); i > 0 && mutated.length > 0; i--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
      }
      assertThat(survives(mutated)).isTrue();
    }
  }

  @FuzzTest
  void anyDatagram(FuzzedDataProvider data) {
    assertThat(survives(data.consumeRemainingAsBytes())).isTrue();
  }

  private static boolean survives(byte[] datagram) {
    try {
      for (NetlinkMessage message : NetlinkMessage.split(ByteBuffer.wrap(datagram))) {
        Acknowledgement answer = Acknowledgement.read(message);
        assertThat(answer.reason()).isNotEmpty();
        message.payload().attributes().all(1).forEach(PayloadReader::attributes);
      }
    } catch (NetlinkException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
    return true;
  }

  private static Acknowledgement answer(String hex) {
    return Acknowledgement.read(NetlinkMessage.split(octets(hex)).getFirst());
  }
}
