package io.gatehouse.node.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UdpSettingsTest {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "224.0.0.1"})
  void onlyAddressesOfTheMachineItself(String address) {
    List<InetAddress> addresses = List.of(InetAddress.ofLiteral(address));

    assertThatThrownBy(() -> UdpSettings.of(addresses))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("cannot listen on ")
        .hasMessageContaining("name this machine's addresses one by one");
  }

  @Test
  void addressesAndPortsMustBeThere() {
    assertThatThrownBy(() -> UdpSettings.of(List.of())).hasMessage("no address to listen on");
    assertThatThrownBy(() -> new UdpSettings(List.of(LOOPBACK), 500, 500))
        .hasMessage("port 500 for both IKE and NAT traversal");
    assertThatThrownBy(() -> new UdpSettings(List.of(LOOPBACK), 500, 65_536))
        .hasMessage("port 65536");
  }

  @Test
  void anAddressNamedTwiceIsOne() {
    assertThat(UdpSettings.of(List.of(LOOPBACK, LOOPBACK)).addresses()).containsExactly(LOOPBACK);
  }
}
