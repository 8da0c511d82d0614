package io.gatehouse.node.nftables;

import io.gatehouse.cluster.dataplane.DataPlaneEvents;
import io.gatehouse.node.namespace.NetworkNamespace;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.ike.policy.Network;
import io.gatehouse.protocol.octets.Octets;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Two clients with inside addresses, and a server, each on a link of its own with a headend that
 * forwards between them; in network namespaces.
 */
final class TwoClients implements AutoCloseable {

  /** One of those around the headend. */
  enum Peer {
    FIRST("first", 1, "10.99.0.1", "fd00:99::1"),
    SECOND("second", 2, "10.99.0.2", "fd00:99::2"),
    SERVER("server", 3, "10.8.0.1", "fd00:8::1");

    final String device;
    final int link;
    final String address;
    final String address6;

    Peer(String device, int link, String address, String address6) {
      this.device = device;
      this.link = link;
      this.address = address;
      this.address6 = address6;
    }

    /** The headend's address on the link. */
    String gateway() {
      return "10.9." + link + ".1";
    }

    String outside() {
      return "10.9." + link + ".2";
    }

    private String gateway6() {
      return "fd00:9:" + link + "::1";
    }

    private String outside6() {
      return "fd00:9:" + link + "::2";
    }
  }

  /** What the filter tells does not matter here. */
  private static final DataPlaneEvents UNHEARD =
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

  private static final Network NETWORK = new Network(InetAddress.ofLiteral("10.99.0.0"), 24);

  private final NetworkNamespace headend;
  private final Map<Peer, NetworkNamespace> peers;

  private TwoClients(NetworkNamespace headend, Map<Peer, NetworkNamespace> peers) {
    this.headend = headend;
    this.peers = peers;
  }

  static TwoClients connect() throws Exception {
    TwoClients network =
        new TwoClients(
            NetworkNamespace.make("nft-h"),
            Map.of(
                Peer.FIRST, NetworkNamespace.make("nft-a"),
                Peer.SECOND, NetworkNamespace.make("nft-b"),
                Peer.SERVER, NetworkNamespace.make("nft-s")));
    try {
      network.forward();
      for (Peer peer : Peer.values()) {
        network.connect(peer);
      }
      return network;
    } catch (Exception | AssertionError e) {
      network.close();
      throw e;
    }
  }

  private void forward() throws Exception {
    headend.exec(
        "sh",
        "-c",
        "echo 1 >/proc/sys/net/ipv4/ip_forward;"
            + " echo 1 >/proc/sys/net/ipv6/conf/all/forwarding");
  }

  private void connect(Peer peer) throws Exception {
    NetworkNamespace namespace = of(peer);
    headend.connect(peer.device, peer.gateway(), namespace, "veth0", peer.outside());
    headend.exec("ip", "address", "add", peer.gateway6() + "/64", "dev", peer.device, "nodad");
    headend.exec("ip", "route", "add", peer.address, "via", peer.outside());
    headend.exec("ip", "route", "add", peer.address6, "via", peer.outside6());
    namespace.exec("ip", "address", "add", peer.outside6() + "/64", "dev", "veth0", "nodad");
    namespace.exec("ip", "address", "add", peer.address, "dev", "veth0");
    namespace.exec("ip", "address", "add", peer.address6 + "/128", "dev", "veth0", "nodad");
    namespace.exec("ip", "route", "add", "default", "via", peer.gateway(), "src", peer.address);
    namespace.exec("ip", "route", "add", "default", "via", peer.gateway6(), "src", peer.address6);
    namespace.exec("sh", "-c", "echo 0 >/proc/sys/net/ipv4/tcp_timestamps");
  }

  NetworkNamespace headend() {
    return headend;
  }

  NetworkNamespace of(Peer peer) {
    return Objects.requireNonNull(peers.get(peer));
  }

  PacketFilter filter(List<Network> clients, boolean clientToClient) throws Exception {
    List<InetAddress> gateways =
        List.of(
            InetAddress.ofLiteral(Peer.FIRST.gateway()),
            InetAddress.ofLiteral(Peer.SECOND.gateway()));
    return filter(
        new PacketFilterSettings("vpn1", gateways, 4_500, clients, clientToClient, true, 1_500));
  }

  PacketFilter filter(PacketFilterSettings settings) throws Exception {
    return headend.call(() -> PacketFilter.open(settings, List.of(), UNHEARD));
  }

  static List<Network> networks() {
    return List.of(NETWORK);
  }

  DatagramSocket socket(Peer peer) throws Exception {
    return bind(of(peer), peer.address);
  }

  static DatagramSocket bind(NetworkNamespace namespace, String address) throws Exception {
    DatagramSocket socket =
        namespace.call(() -> new DatagramSocket(0, InetAddress.ofLiteral(address)));
    socket.setSoTimeout(10_000);
    return socket;
  }

  static void send(DatagramSocket from, DatagramSocket to) throws Exception {
    from.send(new DatagramPacket(new byte[1], 1, to.getLocalSocketAddress()));
  }

  /** Where the next datagram came from. */
  static String sender(DatagramSocket socket) throws Exception {
    DatagramPacket packet = new DatagramPacket(new byte[100], 100);
    socket.receive(packet);
    return ((InetSocketAddress) packet.getSocketAddress()).getAddress().getHostAddress();
  }

  @Override
  public void close() throws Exception {
    headend.close();
    for (NetworkNamespace peer : peers.values()) {
      peer.close();
    }
  }
}
