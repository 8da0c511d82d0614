package io.gatehouse.protocol.esp;

import static io.gatehouse.protocol.esp.EspFixtures.inbound;
import static io.gatehouse.protocol.esp.EspFixtures.ipv4;
import static io.gatehouse.protocol.esp.EspFixtures.ipv6;
import static io.gatehouse.protocol.esp.EspFixtures.open;
import static io.gatehouse.protocol.esp.EspFixtures.seal;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.esp.EspInbound.Result;
import io.gatehouse.protocol.ike.crypto.EspSuite;
import io.gatehouse.protocol.octets.Octets;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What an authenticated peer may put into a packet, and what not (RFC 4303 sections 2.4 to 2.7).
 */
class EspTrailerTest {

  private final RandomGenerator random = new Random(2406);
  private final EspSuite suite = EspFixtures.gcm(false);

  @Test
  void trafficFlowConfidentialityPaddingIsCutOff() {
    byte[] packet = ipv4(random, 40);
    byte[] esp =
        seal(
            suite,
            1,
            Octets.concat(
                    Octets.copyOf(packet), Octets.owned(new byte[100]), Octets.hex("01020204"))
                .toArray());
    ByteBuffer received = ByteBuffer.allocate(400);

    assertThat(inbound(suite).open(ByteBuffer.wrap(esp), received)).isEqualTo(Result.ACCEPTED);

    assertThat(Octets.from(received.flip())).isEqualTo(Octets.copyOf(packet));
  }

  @Test
  void aDummyPacketIsRecognised() {
    assertThat(openTrailer("c0ffee00" + "0102023b")).isEqualTo(Result.DUMMY);
  }

  @ParameterizedTest
  @CsvSource({
    "01020204, ACCEPTED",
    "01020229, INVALID",
    "01020206, INVALID",
    "01030204, INVALID",
    "00000204, INVALID",
    "0102FF04, INVALID"
  })
  void paddingAndNextHeaderAreCheckedBehindAnIpv4Packet(String trailer, Result expected) {
    assertThat(openTrailer(Octets.copyOf(ipv4(random, 40)).hex() + trailer)).isEqualTo(expected);
  }

  @Test
  void anIpv6PacketNeedsItsOwnNextHeader() {
    String packet = Octets.copyOf(ipv6(random, 48)).hex();

    assertThat(openTrailer(packet + "01020229")).isEqualTo(Result.ACCEPTED);
    assertThat(openTrailer(packet + "01020204")).isEqualTo(Result.INVALID);
  }

  @ParameterizedTest
  @CsvSource({"4500002B", "45000013", "45000000", "4500FFFF"})
  void anIpv4LengthThatCannotBeIsInvalid(String firstOctets) {
    String packet = firstOctets + Octets.owned(new byte[36]).hex();

    assertThat(openTrailer(packet + "00000004")).isEqualTo(Result.INVALID);
  }

  @Test
  void aPayloadTooShortForAHeaderIsInvalid() {
    assertThat(openTrailer("45000014" + "01020204")).isEqualTo(Result.INVALID);
    assertThat(openTrailer("60000000" + "01020229")).isEqualTo(Result.INVALID);
    assertThat(openTrailer("0004")).isEqualTo(Result.INVALID);
  }

  @Test
  void aPacketWithImpossiblePaddingStillCountsAsReceived() {
    EspInbound inbound = inbound(suite);
    byte[] esp = seal(suite, 9, Octets.hex("0000FF04").toArray());

    assertThat(open(inbound, esp)).isEqualTo(Result.INVALID);
    assertThat(open(inbound, esp)).isEqualTo(Result.REPLAYED);
  }

  @Test
  void aBufferWithoutRoomLeavesThePacketForAnotherTry() {
    EspInbound inbound = inbound(suite);
    byte[] esp =
        seal(suite, 1, Octets.hex(Octets.copyOf(ipv4(random, 40)).hex() + "01020204").toArray());

    assertThat(inbound.open(ByteBuffer.wrap(esp), ByteBuffer.allocate(39)))
        .isEqualTo(Result.INVALID);
    assertThat(open(inbound, esp)).isEqualTo(Result.ACCEPTED);
  }

  private Result openTrailer(String plaintext) {
    return open(inbound(suite), seal(suite, 1, Octets.hex(plaintext).toArray()));
  }
}
