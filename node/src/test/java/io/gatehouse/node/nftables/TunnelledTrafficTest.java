package io.gatehouse.node.nftables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.node.namespace.NetworkNamespace;
import io.gatehouse.node.nftables.TwoClients.Peer;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Both clients have ESP tunnels to the headend: for a kernel with ESP, as deploy/test-kernel. */
class TunnelledTrafficTest {

  private static final String AEAD = "rfc4106(gcm(aes))";
  private static final String KEY = "0x" + "5a".repeat(20);

  private TwoClients network;

  @BeforeEach
  void connect() throws Exception {
    network = TwoClients.connect();
    try {
      tunnel(Peer.FIRST);
      tunnel(Peer.SECOND);
    } catch (AssertionError e) {
      assumeTrue(false, "needs a kernel with ESP: " + e.getMessage());
    }
  }

  @AfterEach
  void disconnect() throws Exception {
    if (network != null) {
      network.close();
    }
  }

  @Test
  void clientsDoNotReachOneAnother() throws Exception {
    try (PacketFilter _ = network.filter(TwoClients.networks(), false)) {
      assertThat(whomTheSecondHears(TunnelledTrafficTest::ipv4)).isEqualTo(Peer.SERVER.address);
    }
  }

  @Test
  void notEvenOutsideOfTheirNetworks() throws Exception {
    try (PacketFilter _ = network.filter(List.of(), false)) {
      assertThat(whomTheSecondHears(TunnelledTrafficTest::ipv4)).isEqualTo(Peer.SERVER.address);
      assertThat(whomTheSecondHears(TunnelledTrafficTest::ipv6))
          .isEqualTo(text(Peer.SERVER.address6));
    }
  }

  @Test
  void theyDoWhereThatIsSet() throws Exception {
    try (PacketFilter _ = network.filter(TwoClients.networks(), true)) {
      assertThat(whomTheSecondHears(TunnelledTrafficTest::ipv4)).isEqualTo(Peer.FIRST.address);
      assertThat(whomTheSecondHears(TunnelledTrafficTest::ipv6))
          .isEqualTo(text(Peer.FIRST.address6));
    }
  }

  /** Of the first client and the server, which send in this order. */
  private String whomTheSecondHears(Function<Peer, String> address) throws Exception {
    try (DatagramSocket first = socket(Peer.FIRST, address);
        DatagramSocket second = socket(Peer.SECOND, address);
        DatagramSocket server = socket(Peer.SERVER, address)) {
      TwoClients.send(first, second);
      TwoClients.send(first, server);
      assertThat(TwoClients.sender(server)).isEqualTo(text(address.apply(Peer.FIRST)));
      TwoClients.send(server, second);
      return TwoClients.sender(second);
    }
  }

  private DatagramSocket socket(Peer peer, Function<Peer, String> address) throws Exception {
    return TwoClients.bind(network.of(peer), address.apply(peer));
  }

  private static String ipv4(Peer peer) {
    return peer.address;
  }

  private static String ipv6(Peer peer) {
    return peer.address6;
  }

  private static String text(String address) {
    return InetAddress.ofLiteral(address).getHostAddress();
  }

  @Test
  void bothEndsOfTcpAreToldHowMuchFits() throws Exception {
    try (PacketFilter _ = network.filter(TwoClients.networks(), false)) {
      assertThat(SegmentSize.between(network, Peer.SERVER.address))
          .isEqualTo(new SegmentSize(1_366, 1_366));
      assertThat(SegmentSize.between(network, Peer.SERVER.address6))
          .isEqualTo(new SegmentSize(1_346, 1_346));
    }
  }

  @Test
  void whatCameThroughATunnelIsNoForgery() throws Exception {
    PacketFilterSettings alone =
        new PacketFilterSettings(
            "vpn1",
            List.of(InetAddress.ofLiteral(Peer.FIRST.gateway())),
            4_500,
            TwoClients.networks(),
            false,
            false,
            1_500);
    try (PacketFilter _ = network.filter(alone);
        DatagramSocket first = network.socket(Peer.FIRST);
        DatagramSocket headend = TwoClients.bind(network.headend(), Peer.SERVER.gateway())) {
      TwoClients.send(first, headend);

      assertThat(TwoClients.sender(headend)).isEqualTo(Peer.FIRST.address);
    }
  }

  private void tunnel(Peer peer) throws Exception {
    states(network.headend(), peer);
    states(network.of(peer), peer);
    policies(network.headend(), peer, "in", "out");
    policies(network.of(peer), peer, "out", "in");
  }

  private static void states(NetworkNamespace at, Peer peer) throws Exception {
    state(at, peer.outside(), peer.gateway(), 0x1000 + peer.link);
    state(at, peer.gateway(), peer.outside(), 0x2000 + peer.link);
  }

  private static void state(NetworkNamespace at, String from, String to, int spi) throws Exception {
    at.exec(
        "ip",
        "xfrm",
        "state",
        "add",
        "src",
        from,
        "dst",
        to,
        "proto",
        "esp",
        "spi",
        Integer.toString(spi),
        "mode",
        "tunnel",
        "aead",
        AEAD,
        KEY,
        "128",
        "flag",
        "af-unspec");
  }

  /** The directions are those of what the client sends, and of what it gets. */
  private static void policies(NetworkNamespace at, Peer peer, String sent, String got)
      throws Exception {
    policies(at, peer, peer.address, "0.0.0.0/0", sent, got);
    policies(at, peer, peer.address6, "::/0", sent, got);
  }

  private static void policies(
      NetworkNamespace at, Peer peer, String address, String anywhere, String sent, String got)
      throws Exception {
    policy(at, sent, address, anywhere, peer.outside(), peer.gateway());
    policy(at, got, anywhere, address, peer.gateway(), peer.outside());
    if (sent.equals("in")) {
      policy(at, "fwd", address, anywhere, peer.outside(), peer.gateway());
    }
  }

  private static void policy(
      NetworkNamespace at, String direction, String from, String to, String start, String end)
      throws Exception {
    at.exec(
        "ip", "xfrm", "policy", "add", "src", from, "dst", to, "dir", direction, "tmpl", "src",
        start, "dst", end, "proto", "esp", "mode", "tunnel");
  }
}
