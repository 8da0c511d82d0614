package io.gatehouse.node.nftables;

import io.gatehouse.cluster.dataplane.DataPlaneEvents;
import io.gatehouse.node.namespace.NetworkNamespace;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.ike.policy.Network;
import io.gatehouse.protocol.octets.Octets;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A headend whose kernel filters, and a client without ESP, in network namespaces. */
final class FilteredLink implements AutoCloseable {

  static final int PORT = 4_500;
  static final String HEADEND = "10.9.0.1";
  static final String CLIENT = "10.9.0.2";
  static final String HEADEND6 = "fd00:9::1";
  static final String CLIENT6 = "fd00:9::2";
  static final String INSIDE = "10.99.0.5";

  /** A packet whose SPI was not known. */
  record Told(int spi, Path path, Octets packet) {}

  final Queue<Told> told = new ConcurrentLinkedQueue<>();
  final NetworkNamespace headend;
  final NetworkNamespace client;

  private final DataPlaneEvents events =
      new DataPlaneEvents() {
        @Override
        public void pathChanged(int inboundSpi, Path path) {
          throw new AssertionError("a path");
        }

        @Override
        public void unknownSpi(int spi, Path path, Octets packet) {
          told.add(new Told(spi, path, packet));
        }

        @Override
        public void rekeyDue(int inboundSpi) {
          throw new AssertionError("a rekey");
        }

        @Override
        public void expired(int inboundSpi) {
          throw new AssertionError("an end");
        }

        @Override
        public void received(int inboundSpi, int outboundSpi, long number) {
          throw new AssertionError("a packet");
        }
      };

  private FilteredLink(NetworkNamespace headend, NetworkNamespace client) {
    this.headend = headend;
    this.client = client;
  }

  /** Skips the test where there are no network namespaces or no nftables. */
  static FilteredLink connect() throws Exception {
    NetworkNamespace headend = NetworkNamespace.make("nft-headend");
    FilteredLink link = new FilteredLink(headend, NetworkNamespace.make("nft-client"));
    try {
      if (!Files.isExecutable(java.nio.file.Path.of("/usr/sbin/nft"))) {
        NetworkNamespace.unavailable("needs nft: install the package nftables");
      }
      link.addAddresses();
      return link;
    } catch (Exception | AssertionError e) {
      link.close();
      throw e;
    }
  }

  private void addAddresses() throws Exception {
    headend.connect(HEADEND, client, CLIENT);
    headend.exec("ip", "address", "add", HEADEND6 + "/64", "dev", "veth0", "nodad");
    client.exec("ip", "address", "add", CLIENT6 + "/64", "dev", "veth0", "nodad");
    client.exec("ip", "address", "add", INSIDE + "/32", "dev", "veth0");
    headend.exec("ip", "route", "add", INSIDE, "dev", "veth0");
  }

  @Override
  public void close() throws Exception {
    headend.close();
    client.close();
  }

  PacketFilter open(PacketFilterSettings settings, List<Integer> known) throws Exception {
    return headend.call(() -> PacketFilter.open(settings, known, events));
  }

  static PacketFilterSettings settings() {
    return new PacketFilterSettings("vpn1", addresses(), PORT, networks(), false, false, 1_500);
  }

  static List<InetAddress> addresses() {
    return List.of(InetAddress.ofLiteral(HEADEND), InetAddress.ofLiteral(HEADEND6));
  }

  static List<Network> networks() {
    return List.of(
        new Network(InetAddress.ofLiteral("10.99.0.0"), 24),
        new Network(InetAddress.ofLiteral("10.99.0.128"), 25),
        new Network(InetAddress.ofLiteral("fd00:99::"), 64));
  }

  /** SPIs that the table knows, as hexadecimal numbers. */
  List<String> members() throws Exception {
    String text = headend.exec("nft", "list", "set", "inet", "gatehouse", "known_spis");
    int start = text.indexOf("elements = {");
    return start < 0
        ? List.of()
        : Arrays.stream(text.substring(start + 12, text.indexOf('}', start)).split(","))
            .map(String::strip)
            .map(
                spi ->
                    "0x%08x"
                        .formatted(
                            Integer.parseUnsignedInt(
                                spi.replace("0x", ""), spi.startsWith("0x") ? 16 : 10)))
            .toList();
  }

  static DatagramSocket bind(NetworkNamespace in, String address, int port) throws Exception {
    DatagramSocket socket = in.call(() -> new DatagramSocket(port, InetAddress.ofLiteral(address)));
    socket.setSoTimeout(10_000);
    return socket;
  }

  static void send(DatagramSocket from, String to, Octets... datagrams) throws Exception {
    for (Octets datagram : datagrams) {
      from.send(
          new DatagramPacket(datagram.array(), datagram.length(), InetAddress.ofLiteral(to), PORT));
    }
  }

  static Octets receive(DatagramSocket socket) throws Exception {
    DatagramPacket packet = new DatagramPacket(new byte[2_000], 2_000);
    socket.receive(packet);
    return Octets.copyOf(Arrays.copyOf(packet.getData(), packet.getLength()));
  }

  /** So many octets from the SPI on. */
  static Octets esp(int spi, int length) {
    return Octets.concat(Octets.hex("%08x".formatted(spi)), zeros(length - 4));
  }

  static Octets zeros(int count) {
    return Octets.owned(new byte[count]);
  }
}
