package io.gatehouse.node.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.protocol.octets.Octets;
import io.netty.channel.epoll.Epoll;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 3948: what the socket gives when the kernel reads ESP, and when it does not. */
class EspReadingTest {

  private static final Octets ESP =
      Octets.concat(Octets.hex("C1C2C3C400000001"), Octets.owned(new byte[64]));
  private static final Octets MARKER = Octets.hex("00000000");
  private static final Octets KEEPALIVE = Octets.hex("FF");

  private final Queue<Octets> ike = new ConcurrentLinkedQueue<>();
  private final Queue<Octets> esp = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void nettysNativeLibraryIsThere() {
    assumeThat(Epoll.isAvailable()).as("Netty's epoll").isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void theKernelTakesEspAndLeavesIke(String address) throws Exception {
    InetAddress loopback = loopback(address);
    UdpSettings settings = new UdpSettings(List.of(loopback), 0, 0);
    try (UdpSockets sockets =
        start(UdpSockets.open(settings, EspReading.KERNEL, InheritedSockets.NONE))) {
      InetSocketAddress natTraversal = sockets.natTraversalAddresses().getFirst();

      send(natTraversal, ESP, KEEPALIVE, ike(1));

      // What is sent on the loopback interface arrives in order.
      await().until(() -> ike.size() == 1);
      assertThat(esp).isEmpty();
      assertThat(sockets.events())
          .containsEntry(UdpEvent.ESP_RECEIVED, 0L)
          .containsEntry(UdpEvent.KEEPALIVE_RECEIVED, 0L);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void theKernelGoesOnWhileTheProcessIsAway(String address) throws Exception {
    InetAddress loopback = loopback(address);
    try (HeldSocket plain = HeldSocket.nonBlocking(loopback);
        HeldSocket natTraversal = HeldSocket.nonBlocking(loopback)) {
      UdpSettings settings = new UdpSettings(List.of(loopback), plain.port(), natTraversal.port());
      UdpSockets.open(settings, EspReading.KERNEL, inherited(natTraversal, plain)).close();

      send(natTraversal.address(), ESP, ike(1));

      try (UdpSockets _ =
          start(UdpSockets.open(settings, EspReading.KERNEL, inherited(natTraversal, plain)))) {
        send(plain.address(), ike(2));
        await().until(() -> ike.size() == 2);
        assertThat(esp).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void theNextProcessMayReadEspItself(String address) throws Exception {
    InetAddress loopback = loopback(address);
    try (HeldSocket plain = HeldSocket.nonBlocking(loopback);
        HeldSocket natTraversal = HeldSocket.nonBlocking(loopback)) {
      UdpSettings settings = new UdpSettings(List.of(loopback), plain.port(), natTraversal.port());
      UdpSockets.open(settings, EspReading.KERNEL, inherited(plain, natTraversal)).close();

      try (UdpSockets sockets =
          start(UdpSockets.open(settings, EspReading.PROCESS, inherited(plain, natTraversal)))) {
        send(natTraversal.address(), ESP, ike(1));

        await().until(() -> ike.size() == 1 && esp.size() == 1);
        assertThat(esp).containsExactly(ESP);
        assertThat(sockets.ikeAddresses()).containsExactly(plain.address());
        assertThat(sockets.natTraversalAddresses()).containsExactly(natTraversal.address());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = Transport.class, names = "EPOLL", mode = EnumSource.Mode.EXCLUDE)
  void itTakesEpoll(Transport transport) {
    UdpSettings settings = new UdpSettings(List.of(InetAddress.getLoopbackAddress()), 0, 0);

    assertThatThrownBy(
            () -> UdpSockets.open(settings, EspReading.KERNEL, InheritedSockets.NONE, transport))
        .isInstanceOf(ListenException.class)
        .hasMessage("ESP in the kernel takes epoll, which is not available here");
  }

  private UdpSockets start(UdpSockets sockets) {
    sockets.start(
        "vpn1",
        (path, message) -> ike.add(message),
        (path, packet) -> esp.add(Octets.from(packet)));
    return sockets;
  }

  private static InheritedSockets inherited(HeldSocket... held) {
    return new InheritedSockets(List.of(held).stream().map(HeldSocket::handedOver).toList());
  }

  private static InetAddress loopback(String text) throws Exception {
    InetAddress address = InetAddress.ofLiteral(text);
    assumeThat(NetworkInterface.getByInetAddress(address)).as("address " + text).isNotNull();
    return address;
  }

  /** An IKE message as it comes to the NAT traversal port. */
  private static Octets ike(int last) {
    byte[] message = new byte[28];
    message[27] = (byte) last;
    return Octets.concat(MARKER, Octets.owned(message));
  }

  private static void send(InetSocketAddress to, Octets... datagrams) throws Exception {
    try (DatagramSocket peer = new DatagramSocket()) {
      for (Octets datagram : datagrams) {
        peer.send(new DatagramPacket(datagram.array(), datagram.length(), to));
      }
    }
  }
}
