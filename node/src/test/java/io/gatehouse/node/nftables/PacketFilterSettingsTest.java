package io.gatehouse.node.nftables;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacketFilterSettingsTest {

  private static final List<InetAddress> ADDRESSES = List.of(InetAddress.ofLiteral("192.0.2.1"));

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> settings(List.of(), 4_500, 1_500))
        .hasMessage("no address that clients send to");
    assertThatThrownBy(() -> settings(ADDRESSES, 0, 1_500)).hasMessage("port 0");
    assertThatThrownBy(() -> settings(ADDRESSES, 65_536, 1_500)).hasMessage("port 65536");
    assertThatThrownBy(() -> settings(ADDRESSES, 4_500, 1_279))
        .hasMessage("mtu 1279: 1280 to 65535");
    assertThatThrownBy(() -> settings(ADDRESSES, 4_500, 65_536))
        .hasMessage("mtu 65536: 1280 to 65535");
  }

  private static PacketFilterSettings settings(List<InetAddress> addresses, int port, int mtu) {
    return new PacketFilterSettings("vpn1", addresses, port, List.of(), false, false, mtu);
  }
}
