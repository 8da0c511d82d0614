package io.gatehouse.node.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.octets.Octets;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UdpSocketsTest {

  private static final String HEADEND = "vpn1";

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final UdpSettings ANY_PORTS = new UdpSettings(List.of(LOOPBACK), 0, 0);
  private static final Octets MARKER = Octets.hex("00000000");

  private record Received(Path path, Octets octets) {}

  private final Queue<Received> ike = new ConcurrentLinkedQueue<>();
  private final Queue<Received> esp = new ConcurrentLinkedQueue<>();
  private DatagramSocket peer;

  @BeforeEach
  void openPeer() throws Exception {
    peer = new DatagramSocket(0, LOOPBACK);
    peer.setSoTimeout(10_000);
  }

  @AfterEach
  void closePeer() {
    peer.close();
  }

  private UdpSockets start(Transport transport) {
    UdpSockets sockets =
        UdpSockets.open(ANY_PORTS, EspReading.PROCESS, InheritedSockets.NONE, transport);
    sockets.start(
        HEADEND,
        (path, message) -> ike.add(new Received(path, message)),
        (path, packet) -> esp.add(new Received(path, Octets.from(packet))));
    return sockets;
  }

  private void send(InetSocketAddress to, Octets... datagrams) throws Exception {
    for (Octets datagram : datagrams) {
      peer.send(new DatagramPacket(datagram.array(), datagram.length(), to));
    }
  }

  private Octets receive(InetSocketAddress from) throws Exception {
    DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
    peer.receive(packet);
    assertThat(packet.getSocketAddress()).isEqualTo(from);
    return Octets.copyOf(Arrays.copyOf(packet.getData(), packet.getLength()));
  }

  private Path toPeer(InetSocketAddress local) {
    return new Path(local, (InetSocketAddress) peer.getLocalSocketAddress(), HEADEND);
  }

  @ParameterizedTest
  @EnumSource
  void ikeArrivesOnBothPortsWithoutTheMarker(Transport transport) throws Exception {
    try (UdpSockets sockets = start(transport)) {
      InetSocketAddress plain = sockets.ikeAddresses().getFirst();
      InetSocketAddress natTraversal = sockets.natTraversalAddresses().getFirst();
      Octets first = message(28, 1);
      Octets longest = message(65_507, 2);
      Octets marked = message(60_000, 3);

      send(plain, first, longest);
      send(natTraversal, Octets.concat(MARKER, marked));

      await().until(() -> ike.size() == 3);
      assertThat(ike)
          .containsExactlyInAnyOrder(
              new Received(toPeer(plain), first),
              new Received(toPeer(plain), longest),
              new Received(toPeer(natTraversal), marked));
      assertThat(sockets.events()).containsEntry(UdpEvent.IKE_RECEIVED, 3L);
    }
  }

  @ParameterizedTest
  @EnumSource
  void espAndKeepalivesAreToldApart(Transport transport) throws Exception {
    try (UdpSockets sockets = start(transport)) {
      InetSocketAddress natTraversal = sockets.natTraversalAddresses().getFirst();
      Octets packet = Octets.concat(Octets.hex("C1C2C3C4"), message(1400, 4));

      send(natTraversal, Octets.hex("FF"), Octets.hex("00"), MARKER, packet);

      await().until(() -> esp.size() == 1);
      assertThat(esp).containsExactly(new Received(toPeer(natTraversal), packet));
      assertThat(sockets.events())
          .containsEntry(UdpEvent.KEEPALIVE_RECEIVED, 1L)
          .containsEntry(UdpEvent.RECEIVED_TOO_SHORT, 2L)
          .containsEntry(UdpEvent.ESP_RECEIVED, 1L);
      assertThat(ike).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsSentLeavesFromThePathsOwnAddressInOrder(Transport transport) throws Exception {
    try (UdpSockets sockets = start(transport)) {
      InetSocketAddress plain = sockets.ikeAddresses().getFirst();
      InetSocketAddress natTraversal = sockets.natTraversalAddresses().getFirst();
      List<Octets> messages = List.of(message(100, 5), message(20_000, 6), message(28, 7));

      sockets.send(toPeer(plain), messages);
      for (Octets message : messages) {
        assertThat(receive(plain)).isEqualTo(message);
      }

      sockets.send(toPeer(natTraversal), messages);
      for (Octets message : messages) {
        assertThat(receive(natTraversal)).isEqualTo(Octets.concat(MARKER, message));
      }

      sockets.send(toPeer(natTraversal), ByteBuffer.wrap(messages.getFirst().toArray()), 100);
      assertThat(receive(natTraversal)).isEqualTo(messages.getFirst());
      assertThat(sockets.events())
          .containsEntry(UdpEvent.IKE_SENT, 6L)
          .containsEntry(UdpEvent.ESP_SENT, 1L);
    }
  }

  @Test
  void noThreadsDatagramStaysBehind() throws Exception {
    try (UdpSockets sockets = start(Transport.best());
        var threads = Executors.newFixedThreadPool(4)) {
      InetSocketAddress plain = sockets.ikeAddresses().getFirst();
      for (int round = 0; round < 50; round++) {
        for (int i = 0; i < 100; i++) {
          Octets message = message(28, i);
          threads.execute(() -> sockets.send(toPeer(plain), List.of(message)));
        }
        for (int i = 0; i < 100; i++) {
          assertThat(receive(plain).length()).isEqualTo(28);
        }
      }
    }
  }

  @Test
  void whatCannotBeSentIsCounted() throws Exception {
    try (UdpSockets sockets = start(Transport.best())) {
      InetSocketAddress plain = sockets.ikeAddresses().getFirst();

      sockets.send(toPeer(new InetSocketAddress("192.0.2.1", 500)), List.of(message(28, 1)));
      sockets.send(toPeer(plain), ByteBuffer.allocate(40), 40);
      sockets.send(toPeer(plain), List.of(message(65_508, 1), message(40, 2)));

      assertThat(receive(plain)).isEqualTo(message(40, 2));
      assertThat(sockets.events())
          .containsEntry(UdpEvent.SEND_NO_SOCKET, 2L)
          .containsEntry(UdpEvent.SOCKET_ERROR, 1L);
    }
  }

  @Test
  void aFaultOfAReceiverCostsItsDatagramOnly() throws Exception {
    try (UdpSockets sockets = UdpSockets.bind(ANY_PORTS)) {
      sockets.start(
          HEADEND,
          (path, message) -> {
            if (ike.isEmpty()) {
              ike.add(new Received(path, message));
              throw new IllegalStateException("provoked by a test");
            }
            ike.add(new Received(path, message));
          },
          (path, packet) -> {});
      send(sockets.ikeAddresses().getFirst(), message(28, 1), message(28, 2));

      await().until(() -> ike.size() == 2);
      assertThat(sockets.events())
          .containsEntry(UdpEvent.RECEIVED_FAULT, 1L)
          .containsEntry(UdpEvent.SOCKET_ERROR, 0L);
    }
  }

  @ParameterizedTest
  @EnumSource
  void ipv6IsServedToo(Transport transport) throws Exception {
    InetAddress loopback6 = InetAddress.ofLiteral("::1");
    assumeTrue(NetworkInterface.getByInetAddress(loopback6) != null, "needs ::1");
    try (UdpSockets sockets =
            UdpSockets.open(
                new UdpSettings(List.of(loopback6, LOOPBACK), 0, 0),
                EspReading.PROCESS,
                InheritedSockets.NONE,
                transport);
        DatagramSocket peer6 = new DatagramSocket(0, loopback6)) {
      sockets.start(
          HEADEND, (path, message) -> sockets.send(path, List.of(message)), (path, packet) -> {});
      InetSocketAddress plain = sockets.ikeAddresses().getFirst();
      Octets message = message(1000, 1);

      peer6.setSoTimeout(10_000);
      peer6.send(new DatagramPacket(message.array(), 1000, plain));
      DatagramPacket echo = new DatagramPacket(new byte[2000], 2000);
      peer6.receive(echo);

      assertThat(echo.getSocketAddress()).isEqualTo(plain);
      assertThat(echo.getLength()).isEqualTo(1000);
    }
  }

  @Test
  void datagramsWaitUntilTheSocketsAreStarted() throws Exception {
    try (UdpSockets sockets = UdpSockets.bind(ANY_PORTS)) {
      InetSocketAddress plain = sockets.ikeAddresses().getFirst();
      send(plain, message(30, 1));

      sockets.start(
          HEADEND, (path, message) -> ike.add(new Received(path, message)), (path, packet) -> {});

      await().until(() -> ike.size() == 1);
    }
  }

  @Test
  void anAddressInUseIsReported() {
    try (UdpSockets sockets = UdpSockets.bind(ANY_PORTS)) {
      int taken = sockets.ikeAddresses().getFirst().getPort();
      UdpSettings same = new UdpSettings(List.of(LOOPBACK), taken, 0);

      assertThatThrownBy(() -> UdpSockets.bind(same))
          .isInstanceOf(ListenException.class)
          .hasMessage(
              "cannot listen on %s UDP port %d: another process uses it; is another IKE daemon"
                      .formatted(LOOPBACK.getHostAddress(), taken)
                  + " running?");
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAddressOfAnotherMachineIsReported(Transport transport) {
    UdpSettings elsewhere = new UdpSettings(List.of(InetAddress.ofLiteral("192.0.2.1")), 0, 0);

    assertThatThrownBy(
            () -> UdpSockets.open(elsewhere, EspReading.PROCESS, InheritedSockets.NONE, transport))
        .isInstanceOf(ListenException.class)
        .hasMessage("cannot listen on 192.0.2.1 UDP port 0: this machine has no such address");
  }

  @Test
  void nothingIsSentAfterTheEnd() {
    UdpSockets sockets = start(Transport.best());
    InetSocketAddress plain = sockets.ikeAddresses().getFirst();
    sockets.close();

    sockets.send(toPeer(plain), List.of(message(28, 1)));

    assertThat(sockets.events()).containsEntry(UdpEvent.SEND_CONGESTED, 1L);
  }

  private static Octets message(int length, int seed) {
    byte[] octets = new byte[length];
    new Random(seed).nextBytes(octets);
    return Octets.owned(octets);
  }
}
