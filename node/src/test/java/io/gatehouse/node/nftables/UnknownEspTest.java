package io.gatehouse.node.nftables;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gatehouse.protocol.octets.Octets;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 791, RFC 8200, RFC 768, RFC 3948 section 2.1. */
class UnknownEspTest {

  private static final String ESP = "c1c2c3c4 00000001 aabbccdd";
  private static final String UDP = "c350 1194 0014 0000" + ESP;
  private static final String IPV4_ADDRESSES = "c0000202 c0000201";
  private static final String IPV4 = "45 00 0028 0000 4000 40 11 0000" + IPV4_ADDRESSES + UDP;
  private static final String IPV6_ADDRESSES =
      "20010db8000000000000000000000002 20010db8000000000000000000000001";

  @Test
  void ipv4() {
    assertThat(UnknownEsp.in(octets(IPV4))).contains(from("192.0.2.2", "192.0.2.1"));
    assertThat(UnknownEsp.in(octets(IPV4)).orElseThrow().spi()).isEqualTo(0xC1C2C3C4);
  }

  @Test
  void ipv4WithOptionsAndWithOctetsBehindTheDatagram() {
    String options = "46 00 002c 0000 4000 40 11 0000" + IPV4_ADDRESSES + "01010100" + UDP + "0000";

    assertThat(UnknownEsp.in(octets(options))).contains(from("192.0.2.2", "192.0.2.1"));
  }

  @Test
  void ipv6() {
    String plain = "60000000 0014 11 40" + IPV6_ADDRESSES + UDP;
    String options =
        "60000000 002c 00 40"
            + IPV6_ADDRESSES
            + "3c00 010400000000"
            + "1101 010c"
            + "00".repeat(12)
            + UDP;

    assertThat(UnknownEsp.in(octets(plain))).contains(from("2001:db8::2", "2001:db8::1"));
    assertThat(UnknownEsp.in(octets(options))).contains(from("2001:db8::2", "2001:db8::1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "45 00 0028",
        // A fragment.
        "45 00 0028 0000 2000 40 11 0000" + IPV4_ADDRESSES + UDP,
        "45 00 0028 0000 0001 40 11 0000" + IPV4_ADDRESSES + UDP,
        "60000000 001c 2c 40" + IPV6_ADDRESSES + "1100 0001 00000000" + UDP,
        // TCP.
        "45 00 0028 0000 4000 40 06 0000" + IPV4_ADDRESSES + UDP,
        // An IP header that is shorter than one can be.
        "44 00 0028 0000 4000 40 11 0000" + IPV4_ADDRESSES + UDP,
        // An IP header, and then a datagram, that is longer than the packet.
        "4f 00 0028 0000 4000 40 11 0000" + IPV4_ADDRESSES + UDP,
        "45 00 0028 0000 4000 40 11 0000" + IPV4_ADDRESSES + "c350 1194 0015 0000" + ESP,
        // Shorter than the header of ESP.
        "45 00 0028 0000 4000 40 11 0000" + IPV4_ADDRESSES + "c350 1194 000f 0000" + ESP,
        // Options without end.
        "60000000 001c 00 40" + IPV6_ADDRESSES + "0000 010400000000",
      })
  void whatIsNoWholeEspInUdp(String packet) {
    assertThat(UnknownEsp.in(octets(packet))).isEmpty();
  }

  @Test
  void octetsThatTurnedOverAreNoFault() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    byte[] whole = octets("60000000 001c 00 40" + IPV6_ADDRESSES + "1100 010400000000" + UDP);
    int found = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] mutated = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
      for (int i = random.nextInt(4); i > 0 && mutated.length > 0; i--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
      }
      found += UnknownEsp.in(mutated).isPresent() ? 1 : 0;
    }
    assertThat(found).isPositive();
  }

  @FuzzTest
  void anyPacket(FuzzedDataProvider data) {
    byte[] packet = data.consumeRemainingAsBytes();
    UnknownEsp.in(packet)
        .ifPresent(esp -> assertThat(esp.packet().length()).isBetween(8, packet.length - 28));
  }

  private static UnknownEsp from(String remote, String local) {
    return new UnknownEsp(
        new InetSocketAddress(local, 4_500),
        new InetSocketAddress(remote, 50_000),
        Octets.owned(octets(ESP)));
  }

  private static byte[] octets(String hex) {
    return Octets.hex(hex.replace(" ", "")).toArray();
  }
}
