package io.gatehouse.node.nftables;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TunnelMtuTest {

  private static final InetAddress IPV4 = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress IPV6 = InetAddress.ofLiteral("2001:db8::1");

  @Test
  void ethernetOverIpv4() {
    TunnelMtu mtu = TunnelMtu.within(1_500, List.of(IPV4));

    assertThat(mtu.octets()).isEqualTo(1_406);
    assertThat(mtu.segmentOverIpv4()).isEqualTo(1_366);
    assertThat(mtu.segmentOverIpv6()).isEqualTo(1_346);
  }

  @Test
  void theLongerHeaderCounts() {
    assertThat(TunnelMtu.within(1_500, List.of(IPV4, IPV6)).octets()).isEqualTo(1_390);
  }

  /** RFC 4303 section 2.4: what is encrypted is padded to a multiple of the block. */
  @ParameterizedTest
  @ValueSource(ints = {1_280, 1_281, 1_295, 1_296, 1_492, 1_500, 9_000})
  void thePacketOutsideFitsAndOneOctetMoreMayNot(int outside) {
    int inside = TunnelMtu.within(outside, List.of(IPV4)).octets();

    assertThat(outside(inside)).isLessThanOrEqualTo(outside);
    assertThat(outside(inside + 1)).isGreaterThan(outside);
  }

  /** With AES-CBC and HMAC-SHA2-512-256: IPv4, UDP, SPI and sequence number, IV, rest, ICV. */
  private static int outside(int inside) {
    int padded = Math.ceilDiv(inside + 2, 16) * 16;
    return 20 + 8 + 8 + 16 + padded + 32;
  }
}
