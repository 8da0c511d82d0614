package io.gatehouse.node.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.node.xfrm.PortMask;
import io.gatehouse.node.xfrm.Prefix;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangeCoverTest {

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 255.255.255.255, 0.0.0.0/0",
    "10.1.0.0, 10.1.255.255, 10.1.0.0/16",
    "10.1.0.7, 10.1.0.7, 10.1.0.7/32",
    "10.1.0.1, 10.1.0.6, 10.1.0.1/32 10.1.0.2/31 10.1.0.4/31 10.1.0.6/32",
    "255.255.255.254, 255.255.255.255, 255.255.255.254/31",
    "'::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 0:0:0:0:0:0:0:0/0",
    "2001:db8::, 2001:db8::ffff, 2001:db8:0:0:0:0:0:0/112",
    "2001:db8::ffff, 2001:db8::1:0, 2001:db8:0:0:0:0:0:ffff/128 2001:db8:0:0:0:0:1:0/128",
    "10.0.0.2, 10.0.0.1, ''",
  })
  void aRangeOfAddressesIsPrefixes(String first, String last, String prefixes) {
    assertThat(
            RangeCover.addresses(InetAddress.ofLiteral(first), InetAddress.ofLiteral(last)).stream()
                .map(Prefix::toString))
        .containsExactly(prefixes.isEmpty() ? new String[0] : prefixes.split(" "));
  }

  @Test
  void aRangeOfPortsIsMasks() {
    assertThat(RangeCover.ports(0, 65_535)).containsExactly(PortMask.ANY);
    assertThat(RangeCover.ports(53, 53)).containsExactly(PortMask.only(53));
    assertThat(RangeCover.ports(1_024, 65_535))
        .containsExactly(
            new PortMask(1_024, 0xFC00),
            new PortMask(2_048, 0xF800),
            new PortMask(4_096, 0xF000),
            new PortMask(8_192, 0xE000),
            new PortMask(16_384, 0xC000),
            new PortMask(32_768, 0x8000));
  }

  /** A packet whose ports cannot be seen; the kernel sees them. */
  @Test
  void opaqueIsAnyPort() {
    assertThat(RangeCover.ports(65_535, 0)).containsExactly(PortMask.ANY);
  }
}
