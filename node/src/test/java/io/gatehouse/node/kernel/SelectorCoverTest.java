package io.gatehouse.node.kernel;

import static io.gatehouse.node.kernel.KernelFixtures.CLIENT;
import static io.gatehouse.node.kernel.KernelFixtures.address;
import static io.gatehouse.node.kernel.KernelFixtures.only;
import static io.gatehouse.node.kernel.KernelFixtures.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import io.gatehouse.node.xfrm.PortMask;
import io.gatehouse.node.xfrm.Prefix;
import io.gatehouse.node.xfrm.XfrmSelector;
import io.gatehouse.protocol.ike.message.TrafficSelector;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectorCoverTest {

  private static final InetAddress CLIENT6 = address("2001:db8:9::1");
  private static final TrafficSelector ANY4 = range("0.0.0.0", "255.255.255.255");
  private static final TrafficSelector ANY6 =
      range("::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");

  private static List<XfrmSelector> selectors(
      List<TrafficSelector> local, List<TrafficSelector> remote, InetAddress... inside) {
    return SelectorCover.outbound(
        KernelFixtures.childSa(0x100, 7, KernelFixtures.GCM, local, remote), List.of(inside));
  }

  @Test
  void eachOfTheClientsAddressesHasSelectorsOfItsFamily() {
    assertThat(
            selectors(List.of(ANY4, ANY6), List.of(only(CLIENT), only(CLIENT6)), CLIENT, CLIENT6))
        .containsExactly(
            XfrmSelector.between(new Prefix(address("0.0.0.0"), 0), Prefix.only(CLIENT)),
            XfrmSelector.between(new Prefix(address("::"), 0), Prefix.only(CLIENT6)));
  }

  @Test
  void anAddressThatTheClientsSelectorsDoNotHaveHasNone() {
    assertThat(selectors(List.of(ANY4), List.of(only(CLIENT)), address("10.99.0.2"))).isEmpty();
    assertThat(selectors(List.of(ANY4), List.of(ANY4), CLIENT)).hasSize(1);
  }

  @Test
  void rangesBecomePrefixesAndMasks() {
    TrafficSelector local =
        new TrafficSelector(17, 53, 54, address("192.168.0.0"), address("192.168.2.255"));
    assertThat(selectors(List.of(local), List.of(only(CLIENT)), CLIENT))
        .hasSize(4)
        .contains(
            new XfrmSelector(
                new Prefix(address("192.168.2.0"), 24),
                Prefix.only(CLIENT),
                17,
                PortMask.only(54),
                PortMask.ANY));
  }

  @Test
  void protocolsThatDisagreeLeaveNothing() {
    TrafficSelector tcp = new TrafficSelector(6, 0, 0xFFFF, CLIENT, CLIENT);
    TrafficSelector udp = new TrafficSelector(17, 0, 0xFFFF, address("0.0.0.0"), CLIENT);
    assertThat(selectors(List.of(udp), List.of(tcp), CLIENT)).isEmpty();
  }

  @Test
  void theWayBackIsTheOtherWayRound() {
    XfrmSelector out =
        new XfrmSelector(
            new Prefix(address("0.0.0.0"), 0),
            Prefix.only(CLIENT),
            6,
            PortMask.only(443),
            new PortMask(0x8000, 0x8000));
    assertThat(SelectorCover.reversed(out))
        .isEqualTo(
            new XfrmSelector(
                Prefix.only(CLIENT),
                new Prefix(address("0.0.0.0"), 0),
                6,
                new PortMask(0x8000, 0x8000),
                PortMask.only(443)));
  }

  /** Each of both ranges of ports takes 30 masks. */
  @Test
  void tooManyAreRefused() {
    TrafficSelector local = new TrafficSelector(6, 1, 65_534, CLIENT, CLIENT);
    assertThatThrownBy(() -> selectors(List.of(local), List.of(local), CLIENT))
        .isInstanceOf(DataPlaneException.class)
        .hasMessage(
            "the traffic selectors of the CHILD SA take 900 policies in the kernel; at most 256 are"
                + " made");
  }

  @Test
  void typesOfIcmpAreRefused() {
    TrafficSelector echo = new TrafficSelector(1, 0x0800, 0x08FF, CLIENT, CLIENT);
    assertThatThrownBy(() -> selectors(List.of(ANY4), List.of(echo), CLIENT))
        .isInstanceOf(DataPlaneException.class)
        .hasMessageContaining("ICMP");
    TrafficSelector icmp = new TrafficSelector(1, 0, 0xFFFF, CLIENT, CLIENT);
    assertThat(selectors(List.of(ANY4), List.of(icmp), CLIENT)).hasSize(1);
  }
}
