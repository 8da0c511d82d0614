package io.gatehouse.node.xfrm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.node.namespace.NetworkNamespace;
import io.gatehouse.node.netlink.Acknowledgement;
import io.gatehouse.node.netlink.Errno;
import io.gatehouse.node.netlink.NetlinkException.Refused;
import io.gatehouse.node.netlink.NetlinkListener;
import io.gatehouse.node.netlink.NetlinkListener.Received;
import io.gatehouse.protocol.octets.Secret;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What needs no ESP in the kernel: policies, reserved SPIs, failures, events. */
class XfrmSocketTest {

  private static final InetAddress HEADEND = InetAddress.ofLiteral("203.0.113.1");
  private static final InetAddress CLIENT = InetAddress.ofLiteral("198.51.100.1");
  private static final InetAddress ANY = InetAddress.ofLiteral("0.0.0.0");

  private NetworkNamespace namespace;
  private XfrmSocket socket;

  @BeforeEach
  void open() throws Exception {
    namespace = NetworkNamespace.make("xfrm");
    socket = namespace.call(XfrmSocket::open);
  }

  @AfterEach
  void close() throws Exception {
    if (socket != null) {
      socket.close();
      namespace.close();
    }
  }

  @Test
  void policiesAreAddedListedReplacedAndRemoved() {
    List<XfrmPolicy> policies =
        IntStream.range(0, 2_000).mapToObj(i -> policy(PolicyDirection.IN, i, 2)).toList();
    assertThat(socket.requests(policies.stream().map(PolicyMessage::add).toList()))
        .allMatch(Acknowledgement::success);
    assertThat(socket.policies()).containsExactlyInAnyOrderElementsOf(policies);

    assertThat(socket.request(PolicyMessage.add(policies.getFirst())).errno())
        .isEqualTo(Errno.EEXIST);
    XfrmPolicy other = policy(PolicyDirection.IN, 0, 3);
    socket.request(PolicyMessage.put(other)).orThrow("policy");
    assertThat(socket.policies()).hasSize(2_000).contains(other).doesNotContain(policies.get(0));

    socket.requests(policies.stream().map(p -> PolicyMessage.delete(p.key())).toList());
    assertThat(socket.policies()).isEmpty();
    assertThat(socket.request(PolicyMessage.delete(other.key())).errno()).isEqualTo(Errno.ENOENT);
  }

  @Test
  void policiesOfOtherKindsAreNotShown() throws Exception {
    namespace.exec(
        "ip", "xfrm", "policy", "add", "src", "10.0.0.0/8", "dst", "10.0.0.0/8", "dir", "in");
    assertThat(socket.policies()).isEmpty();
  }

  @Test
  void thresholdsAreSet() {
    var ipv4 = new XfrmSocket.Thresholds(0, 32);
    var ipv6 = new XfrmSocket.Thresholds(0, 128);
    socket.setHashThresholds(ipv4, ipv6);
    assertThat(socket.hashThresholds()).containsExactly(ipv4, ipv6);
  }

  @Test
  void anSpiIsReservedAndIsNoStateYet() {
    int spi = socket.allocateSpi(CLIENT, HEADEND, 2, 0x100, 0x100);

    assertThat(spi).isEqualTo(0x100);
    assertThat(socket.stateCount()).isEqualTo(1);
    assertThat(socket.states()).isEmpty();
    assertThat(socket.state(new SaId(HEADEND, spi))).isEmpty();
    assertThatThrownBy(() -> socket.allocateSpi(CLIENT, HEADEND, 2, 0x100, 0x100))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.errno()).isEqualTo(Errno.ENOENT))
        .hasMessageStartingWith("an SPI to 203.0.113.1: No such file or directory");

    socket.request(StateMessage.delete(new SaId(HEADEND, spi))).orThrow("state");
    assertThat(socket.request(StateMessage.delete(new SaId(HEADEND, spi))).errno())
        .isEqualTo(Errno.ESRCH);
  }

  /** Which shows that it knows directions; whether it has ESP is looked at later. */
  @Test
  void aReplayWindowOfAnOutboundStateIsRefused() {
    EspState state =
        EspState.of(
            new SaId(CLIENT, 0x100),
            HEADEND,
            2,
            new EspAlgorithm.Aead("rfc4106(gcm(aes))", Secret.owned(new byte[20]), 128),
            true,
            Replay.fresh(32));
    assertThat(refusal(state)).isNotEqualTo(Errno.EINVAL);
    if (refusal(state.directed(SaDirection.OUT)) != Errno.EINVAL) {
      NetworkNamespace.unavailable("needs a kernel from 6.10 on");
    }

    assertThat(refusal(state.directed(SaDirection.IN))).isNotEqualTo(Errno.EINVAL);
    EspState windowless = state.numbered(Replay.fresh(0).havingSent(7), Lifetime.ENDLESS);
    assertThat(refusal(windowless.directed(SaDirection.OUT))).isNotEqualTo(Errno.EINVAL);
    assertThat(refusal(windowless.directed(SaDirection.OUT).tellingAdvances(0)))
        .isNotEqualTo(Errno.EINVAL);
  }

  private int refusal(EspState state) {
    Acknowledgement answer = socket.request(StateMessage.add(state));
    socket.request(StateMessage.delete(state.id()));
    return answer.errno();
  }

  @Test
  void aPacketThatFindsNoStateIsTold() throws Exception {
    namespace.exec("ip", "link", "add", "out0", "type", "veth", "peer", "name", "in0");
    namespace.exec("ip", "link", "set", "out0", "up");
    namespace.exec("ip", "link", "set", "in0", "up");
    namespace.exec("ip", "address", "add", "203.0.113.1/24", "dev", "out0");
    namespace.exec("ip", "route", "add", "10.0.0.0/8", "dev", "out0");
    namespace.exec("ip", "route", "add", "198.51.100.0/24", "dev", "out0");
    socket.request(PolicyMessage.add(policy(PolicyDirection.OUT, 1, 0x100))).orThrow("policy");
    try (NetlinkListener listener =
        namespace.call(() -> XfrmSocket.listen(1 << 20, List.of(XfrmEvent.XFRMNLGRP_ACQUIRE)))) {
      namespace.call(() -> sendTo("10.0.0.1"));
      assertThat(events(listener))
          .containsExactly(new XfrmEvent.Acquired(new SaId(CLIENT, 0xC1C2C3C4)));
    }
  }

  /** Whether the packet got past the policy, which does not matter. */
  private static boolean sendTo(String address) {
    try (DatagramSocket sender = new DatagramSocket()) {
      sender.send(new DatagramPacket(new byte[1], 1, InetAddress.ofLiteral(address), 9));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static List<XfrmEvent> events(NetlinkListener listener) {
    List<XfrmEvent> events = new ArrayList<>();
    if (listener.next(10_000) instanceof Received.Messages(var messages)) {
      messages.forEach(message -> XfrmEvent.read(message).ifPresent(events::add));
    }
    return events;
  }

  private static XfrmPolicy policy(PolicyDirection direction, int host, int reqid) {
    InetAddress inside = InetAddress.ofLiteral("10.0." + host / 256 + "." + host % 256);
    Prefix client = Prefix.only(inside);
    Prefix everything = new Prefix(ANY, 0);
    return direction == PolicyDirection.OUT
        ? XfrmPolicy.of(
            direction,
            XfrmSelector.between(everything, client),
            1000,
            new XfrmTemplate(HEADEND, CLIENT, 0xC1C2C3C4, reqid))
        : XfrmPolicy.of(
            direction,
            XfrmSelector.between(client, everything),
            1000,
            new XfrmTemplate(ANY, ANY, 0, reqid));
  }
}
