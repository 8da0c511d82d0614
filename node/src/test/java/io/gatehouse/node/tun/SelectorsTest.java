package io.gatehouse.node.tun;

import static io.gatehouse.node.tun.Packets.address;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.message.TrafficSelector;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectorsTest {

  private static final int UDP = 17;

  @ParameterizedTest
  @CsvSource({
    "10.0.0.9, false",
    "10.0.0.10, true",
    "10.0.0.200, true",
    "10.0.0.201, false",
    "::a00:a, false",
    "2001:db8::1, true",
    "2001:db8::ffff:ffff:ffff:ffff, true",
    "2001:db8:0:1::, false"
  })
  void anAddressMustLieInOneOfTheRanges(String address, boolean fits) {
    Selectors selectors =
        Selectors.of(
            List.of(
                Packets.range("10.0.0.10", "10.0.0.200"),
                Packets.range("2001:db8::", "2001:db8::ffff:ffff:ffff:ffff")));

    assertThat(selectors.fit(InnerAddress.of(address(address)), UDP, 53)).isEqualTo(fits);
  }

  @Test
  void addressesAreComparedWithoutASign() {
    Selectors all = Selectors.of(List.of(Packets.range("0.0.0.0", "255.255.255.255")));
    Selectors all6 =
        Selectors.of(List.of(Packets.range("::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")));

    assertThat(all.fit(InnerAddress.of(address("200.1.1.1")), UDP, 1)).isTrue();
    assertThat(all6.fit(InnerAddress.of(address("fe80::8000:0:0:1")), UDP, 1)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    // protocol, first, last, packet's protocol, packet's port
    "0, 0, 65535, 6, 80, true",
    "0, 0, 65535, 50, -1, true",
    "17, 0, 65535, 6, 80, false",
    "17, 53, 53, 17, 53, true",
    "17, 53, 53, 17, 54, false",
    "17, 53, 53, 17, -1, false",
    "17, 65535, 0, 17, -1, true",
    "17, 65535, 0, 17, 53, false",
    "1, 2048, 2303, 1, 2048, true",
    "1, 2048, 2303, 1, 0, false"
  })
  void protocolAndPortMustFitToo(
      int protocol, int first, int last, int packetProtocol, int port, boolean fits) {
    TrafficSelector selector =
        new TrafficSelector(protocol, first, last, address("10.0.0.1"), address("10.0.0.1"));

    assertThat(
            Selectors.of(List.of(selector))
                .fit(InnerAddress.of(address("10.0.0.1")), packetProtocol, port))
        .isEqualTo(fits);
  }

  @Test
  void nothingFitsNoSelectors() {
    assertThat(Selectors.of(List.of()).fit(InnerAddress.of(address("10.0.0.1")), UDP, 1)).isFalse();
  }
}
