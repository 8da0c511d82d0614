package io.gatehouse.node.tun;

import static io.gatehouse.node.tun.Packets.CLIENT;
import static io.gatehouse.node.tun.Packets.SERVER;
import static io.gatehouse.node.tun.Packets.address;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.dataplane.DataPlane.Traffic;
import io.gatehouse.cluster.dataplane.DataPlaneEvents;
import io.gatehouse.node.namespace.NetworkNamespace;
import io.gatehouse.node.net.UdpEvent;
import io.gatehouse.node.net.UdpSettings;
import io.gatehouse.node.net.UdpSockets;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.ike.policy.Network;
import io.gatehouse.protocol.octets.Octets;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/**
 * Plane and sockets together: ESP in UDP between two network namespaces, and a NAT that rebinds.
 */
class TunnelOverUdpTest {

  private static final int HEADEND_SPI = 0x01000100;
  private static final int CLIENT_SPI = 0xC1C2C3C4;
  private static final InetSocketAddress HEADEND = new InetSocketAddress(address("10.1.0.1"), 4500);
  private static final InetAddress CLIENT_OUTSIDE = address("10.1.0.2");

  private final Queue<Path> changes = new ConcurrentLinkedQueue<>();
  private final Queue<TunDataPlane> planes = new ConcurrentLinkedQueue<>();

  /** A plane with the sockets that it sends through. */
  private record End(UdpSockets sockets, TunDataPlane plane) implements AutoCloseable {
    @Override
    public void close() {
      sockets.close();
      plane.close();
    }
  }

  @Test
  void trafficFlowsAndFollowsTheClient() throws Exception {
    try (NetworkNamespace inside = NetworkNamespace.make("headend");
        NetworkNamespace outside = NetworkNamespace.make("client")) {
      inside.connect("10.1.0.1", outside, "10.1.0.2");
      try (End headend = open(inside, HEADEND, CLIENT)) {
        inside.exec("ip", "address", "add", "192.168.7.1/32", "dev", "gh0");
        InetSocketAddress first = new InetSocketAddress(CLIENT_OUTSIDE, 4500);
        InetSocketAddress second = new InetSocketAddress(CLIENT_OUTSIDE, 40_500);
        headend.plane.install(
            Packets.headend(HEADEND_SPI, CLIENT_SPI),
            new Path(HEADEND, first, Packets.HEADEND),
            List.of(CLIENT));

        pingFrom(outside, first, 1);
        assertThat(changes).isEmpty();
        pingFrom(outside, second, 2);

        assertThat(changes).containsExactly(new Path(HEADEND, second, Packets.HEADEND));
        Traffic traffic = headend.plane.traffic(HEADEND_SPI);
        assertThat(traffic.inboundPackets()).isEqualTo(6);
        assertThat(headend.sockets.events())
            .containsEntry(UdpEvent.ESP_RECEIVED, 6L)
            .containsEntry(UdpEvent.SOCKET_ERROR, 0L);
      }
    }
  }

  /** The client's end, recovered each time, since this is another process as far as it knows. */
  private void pingFrom(NetworkNamespace outside, InetSocketAddress local, int recoveries)
      throws Exception {
    try (End client = open(outside, local, SERVER)) {
      outside.exec("ip", "address", "add", "10.99.0.1/32", "dev", "gh0");
      var childSa = Packets.client(HEADEND_SPI, CLIENT_SPI);
      for (int i = 0; i < recoveries; i++) {
        childSa = childSa.recovered();
      }
      client.plane.install(childSa, new Path(local, HEADEND, Packets.HEADEND), List.of(SERVER));
      outside.exec("ping", "-n", "-c", "3", "-i", "0.2", "-W", "1", SERVER.getHostAddress());
    }
  }

  private End open(NetworkNamespace namespace, InetSocketAddress local, InetAddress peer)
      throws Exception {
    UdpSettings udp = new UdpSettings(List.of(local.getAddress()), 500, local.getPort());
    UdpSockets sockets = namespace.call(() -> UdpSockets.bind(udp));
    TunSettings settings =
        new TunSettings("gh0", TunSettings.DEFAULT_MTU, List.of(new Network(peer, 32)), 1024);
    TunDataPlane plane = namespace.call(() -> TunDataPlane.open(settings, sockets, new Mover()));
    sockets.start(Packets.HEADEND, (path, message) -> {}, plane);
    planes.add(plane);
    return new End(sockets, plane);
  }

  /** What a session does when it hears that its client has moved. */
  private final class Mover implements DataPlaneEvents {
    @Override
    public void pathChanged(int inboundSpi, Path path) {
      changes.add(path);
      planes.forEach(plane -> plane.move(inboundSpi, path));
    }

    @Override
    public void unknownSpi(int spi, Path path, Octets packet) {}

    @Override
    public void rekeyDue(int inboundSpi) {}

    @Override
    public void expired(int inboundSpi) {}

    @Override
    public void received(int inboundSpi, int outboundSpi, long number) {}
  }
}
