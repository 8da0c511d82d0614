package io.gatehouse.node.tun;

import static io.gatehouse.node.tun.Packets.CLIENT;
import static io.gatehouse.node.tun.Packets.SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import io.gatehouse.cluster.dataplane.DataPlane.Traffic;
import io.gatehouse.cluster.dataplane.DataPlaneEvents;
import io.gatehouse.node.namespace.NetworkNamespace;
import io.gatehouse.node.net.EspReceiver;
import io.gatehouse.node.net.EspSender;
import io.gatehouse.protocol.esp.SequenceBlock;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.ike.policy.Network;
import io.gatehouse.protocol.octets.Octets;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Two planes back to back, each in a network namespace of its own: the kernels ping each other. */
class TunDataPlaneTest {

  private static final Path TO_CLIENT = Packets.path("203.0.113.1", "198.51.100.1");
  private static final Path TO_HEADEND = Packets.path("198.51.100.1", "203.0.113.1");
  private static final int HEADEND_SPI = 0x01000100;
  private static final int CLIENT_SPI = 0xC1C2C3C4;

  private static final DataPlaneEvents NOBODY =
      new DataPlaneEvents() {
        @Override
        public void pathChanged(int inboundSpi, Path path) {}

        @Override
        public void unknownSpi(int spi, Path path, Octets packet) {}

        @Override
        public void rekeyDue(int inboundSpi) {}

        @Override
        public void expired(int inboundSpi) {}

        @Override
        public void received(int inboundSpi, int outboundSpi, long number) {}
      };

  @Test
  void aPingGoesThroughTheTunnelAndBack() throws Exception {
    CompletableFuture<EspReceiver> other = new CompletableFuture<>();
    try (NetworkNamespace inside = NetworkNamespace.make("headend");
        NetworkNamespace outside = NetworkNamespace.make("client");
        TunDataPlane headend =
            open(
                inside,
                CLIENT,
                (path, esp, length) -> deliver(TO_HEADEND, esp, length, other.join()));
        TunDataPlane client =
            open(
                outside, SERVER, (path, esp, length) -> deliver(TO_CLIENT, esp, length, headend))) {
      other.complete(client);
      inside.exec("ip", "address", "add", "192.168.7.1/32", "dev", "gh0");
      outside.exec("ip", "address", "add", "10.99.0.1/32", "dev", "gh0");
      headend.install(headendSa(), TO_CLIENT, List.of(CLIENT));
      client.install(clientSa(), TO_HEADEND, List.of(SERVER));

      ping(outside, SERVER, 56);
      ping(inside, CLIENT, 1372);
      // Longer than the device's MTU: the kernel fragments it.
      ping(outside, SERVER, 4000);

      Traffic traffic = headend.traffic(HEADEND_SPI);
      assertThat(traffic.inboundPackets()).isEqualTo(3 + 3 + 3 * 3);
      assertThat(traffic.outboundOctets()).isEqualTo(traffic.inboundOctets());

      headend.remove(HEADEND_SPI);
      assertThat(headend.traffic(HEADEND_SPI)).isEqualTo(Traffic.NONE);
      assertThatThrownBy(() -> ping(outside, SERVER, 56)).hasMessageContaining("100% packet loss");
      assertThat(headend.drops()).containsEntry(Drop.INBOUND_UNKNOWN_SPI, 3L);
    }
  }

  @Test
  void anSaInstalledTwiceGoesOnWithItsNumbers() throws Exception {
    CompletableFuture<EspReceiver> other = new CompletableFuture<>();
    try (NetworkNamespace inside = NetworkNamespace.make("headend");
        NetworkNamespace outside = NetworkNamespace.make("client");
        TunDataPlane headend =
            open(
                inside,
                CLIENT,
                (path, esp, length) -> deliver(TO_HEADEND, esp, length, other.join()));
        TunDataPlane client =
            open(
                outside, SERVER, (path, esp, length) -> deliver(TO_CLIENT, esp, length, headend))) {
      other.complete(client);
      inside.exec("ip", "address", "add", "192.168.7.1/32", "dev", "gh0");
      outside.exec("ip", "address", "add", "10.99.0.1/32", "dev", "gh0");
      client.install(clientSa(), TO_HEADEND, List.of(SERVER));
      for (int i = 1; i <= 3; i++) {
        headend.install(headendSa(), TO_CLIENT, List.of(CLIENT));
        ping(outside, SERVER, 56);
        assertThat(headend.traffic(HEADEND_SPI).inboundPackets()).isEqualTo(3L * i);
      }
      assertThat(client.drops()).containsEntry(Drop.INBOUND_REPLAYED, 0L);
    }
  }

  /** To the client its old numbers would be replays. An order that comes late changes nothing. */
  @Test
  void anSaThatWasElsewhereSinceGoesOnWithItsLatestBlock() throws Exception {
    BlockingQueue<Long> numbers = new LinkedBlockingQueue<>();
    try (NetworkNamespace inside = NetworkNamespace.make("headend");
        TunDataPlane headend =
            open(
                inside,
                CLIENT,
                (_, esp, _) -> numbers.add(Integer.toUnsignedLong(esp.getInt(Integer.BYTES))))) {
      inside.exec("ip", "address", "add", "192.168.7.1/32", "dev", "gh0");
      ChildSa back = headendSa().recovered().recovered();
      List<Long> sent = new ArrayList<>();

      for (ChildSa sa : List.of(headendSa(), back, headendSa())) {
        headend.install(sa, TO_CLIENT, List.of(CLIENT));
        inside.call(() -> sendOctetTo(CLIENT));
        sent.add(numbers.poll(20, TimeUnit.SECONDS));
      }

      long latest = SequenceBlock.after(back.recoveries()).orElseThrow().first();
      assertThat(sent).containsExactly(1L, latest, latest + 1);
    }
  }

  private static boolean sendOctetTo(InetAddress address) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(new byte[1], 1, address, 9));
      return true;
    }
  }

  @Test
  void aClientOutsideTheNetworksHasARouteWhileItIsConnected() throws Exception {
    InetAddress named = Packets.address("172.16.5.5");
    InetAddress named6 = Packets.address("2001:db8::5");
    try (NetworkNamespace inside = NetworkNamespace.make("named");
        TunDataPlane headend = open(inside, CLIENT, (path, esp, length) -> {})) {
      headend.install(headendSa(), TO_CLIENT, List.of(CLIENT, named, named6));
      headend.install(Packets.headend(HEADEND_SPI + 1, 9), TO_CLIENT, List.of(named, named6));
      headend.remove(HEADEND_SPI);
      assertThat(routes(inside)).contains("10.99.0.1 ", "172.16.5.5 ", "2001:db8::5 ");

      headend.remove(HEADEND_SPI + 1);
      assertThat(routes(inside)).contains("10.99.0.1 ").doesNotContain("172.16.5.5", "db8::5");
    }
  }

  @Test
  void aClientsRouteGoesBeforeAnotherToItsAddress() throws Exception {
    InetAddress named = Packets.address("172.16.5.5");
    try (NetworkNamespace inside = NetworkNamespace.make("stale");
        TunDataPlane headend = open(inside, CLIENT, (path, esp, length) -> {})) {
      inside.exec("ip", "link", "set", "lo", "up");
      inside.exec("ip", "route", "add", "172.16.5.5/32", "dev", "lo", "scope", "link");

      headend.install(headendSa(), TO_CLIENT, List.of(named));
      assertThat(inside.exec("ip", "route", "get", "172.16.5.5")).contains("dev gh0");
    }
  }

  private static String routes(NetworkNamespace namespace) throws Exception {
    return namespace.exec("ip", "route", "show", "dev", "gh0")
        + namespace.exec("ip", "-6", "route", "show", "dev", "gh0");
  }

  @Test
  void aRouteThatCannotBeIsReportedAndLeavesNoDevice() throws Exception {
    try (NetworkNamespace namespace = NetworkNamespace.make("route")) {
      TunSettings settings = new TunSettings("gh0", 1400, List.of(new Network(CLIENT, 8)), 1024);

      assertThatThrownBy(
              () ->
                  namespace.call(
                      () -> TunDataPlane.open(settings, (path, esp, length) -> {}, NOBODY)))
          .isInstanceOf(DataPlaneException.class)
          .hasMessage(
              "the route to 10.99.0.1/8 through gh0 cannot be made: Invalid argument"
                  + " (Invalid prefix for given prefix length)");
      assertThat(namespace.exec("ip", "link")).doesNotContain("gh0");
    }
  }

  private static void deliver(Path path, ByteBuffer esp, int length, EspReceiver to) {
    for (int at = 0; at < esp.limit(); at += length) {
      to.receive(path, esp.slice(at, Math.min(length, esp.limit() - at)));
    }
    to.flush();
  }

  private static TunDataPlane open(NetworkNamespace namespace, InetAddress peer, EspSender sender)
      throws Exception {
    TunSettings settings =
        new TunSettings("gh0", TunSettings.DEFAULT_MTU, List.of(new Network(peer, 32)), 1024);
    return namespace.call(() -> TunDataPlane.open(settings, sender, NOBODY));
  }

  private static ChildSa headendSa() {
    return Packets.headend(HEADEND_SPI, CLIENT_SPI);
  }

  private static ChildSa clientSa() {
    return Packets.client(HEADEND_SPI, CLIENT_SPI);
  }

  private static void ping(NetworkNamespace from, InetAddress to, int octets) throws Exception {
    from.exec(
        "ping",
        "-n",
        "-c",
        "3",
        "-i",
        "0.2",
        "-W",
        "1",
        "-s",
        Integer.toString(octets),
        to.getHostAddress());
  }
}
