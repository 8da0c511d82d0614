package io.gatehouse.node.nftables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import io.gatehouse.cluster.dataplane.DataPlaneEvents;
import io.gatehouse.node.namespace.NetworkNamespace;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.ike.policy.Network;
import io.gatehouse.protocol.octets.Octets;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table in this machine's kernel, between a headend and a client without ESP. */
class PacketFilterTest {

  private static final int PORT = 4_500;
  private static final String HEADEND = "10.9.0.1";
  private static final String CLIENT = "10.9.0.2";
  private static final String HEADEND6 = "fd00:9::1";
  private static final String CLIENT6 = "fd00:9::2";
  private static final String INSIDE = "10.99.0.5";
  private static final int SPI = 0xC1C2C3C4;
  private static final Octets IKE = Octets.concat(Octets.hex("00000000"), zeros(28));
  private static final Octets KEEPALIVE = Octets.hex("FF");

  private record Told(int spi, Path path, Octets packet) {}

  private final Queue<Told> told = new ConcurrentLinkedQueue<>();
  private NetworkNamespace headend;
  private NetworkNamespace client;

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
        public void sequenceNumbersRunLow(int inboundSpi) {
          throw new AssertionError("a sequence number");
        }
      };

  @BeforeEach
  void connect() throws Exception {
    headend = NetworkNamespace.make("nft-headend");
    client = NetworkNamespace.make("nft-client");
    if (!Files.isExecutable(java.nio.file.Path.of("/usr/sbin/nft"))) {
      NetworkNamespace.unavailable("needs nft: install the package nftables");
    }
    headend.connect(HEADEND, client, CLIENT);
    headend.exec("ip", "address", "add", HEADEND6 + "/64", "dev", "veth0", "nodad");
    client.exec("ip", "address", "add", CLIENT6 + "/64", "dev", "veth0", "nodad");
    client.exec("ip", "address", "add", INSIDE + "/32", "dev", "veth0");
    headend.exec("ip", "route", "add", INSIDE, "dev", "veth0");
  }

  @AfterEach
  void disconnect() throws Exception {
    if (client != null) {
      headend.close();
      client.close();
    }
  }

  @ParameterizedTest
  @CsvSource({HEADEND + "," + CLIENT, HEADEND6 + "," + CLIENT6})
  void espWithAnUnknownSpiIsTold(String to, String from) throws Exception {
    try (PacketFilter filter = open(settings(), List.of());
        DatagramSocket socket = bind(headend, to, PORT);
        DatagramSocket peer = bind(client, from, 0)) {
      Octets longest = esp(SPI, 1_400);

      send(peer, to, esp(SPI + 1, 8), KEEPALIVE, IKE, longest);

      await().until(() -> told.size() == 2);
      Path path =
          new Path(
              new InetSocketAddress(to, PORT),
              new InetSocketAddress(from, peer.getLocalPort()),
              "vpn1");
      assertThat(told)
          .containsExactly(new Told(SPI + 1, path, esp(SPI + 1, 8)), new Told(SPI, path, longest));
      assertThat(receive(socket)).isEqualTo(KEEPALIVE);
      assertThat(receive(socket)).isEqualTo(IKE);
      assertThat(filter.events()).containsEntry(FilterEvent.UNKNOWN_SPI, 2L);
    }
  }

  @Test
  void espWithAKnownSpiIsTheKernels() throws Exception {
    try (PacketFilter filter = open(settings(), List.of(SPI));
        DatagramSocket socket = bind(headend, HEADEND, PORT);
        DatagramSocket peer = bind(client, CLIENT, 0)) {
      filter.known(SPI + 1);

      send(peer, HEADEND, esp(SPI, 20), esp(SPI + 1, 21), esp(SPI + 2, 22));
      await().until(() -> told.size() == 1);
      assertThat(told.remove().spi()).isEqualTo(SPI + 2);
      assertThat(receive(socket)).isEqualTo(esp(SPI, 20));
      assertThat(receive(socket)).isEqualTo(esp(SPI + 1, 21));

      filter.forgotten(SPI);
      filter.forgotten(SPI);
      send(peer, HEADEND, esp(SPI, 20), esp(SPI + 1, 23));
      await().until(() -> told.size() == 1);
      assertThat(told.remove().spi()).isEqualTo(SPI);
      assertThat(receive(socket)).isEqualTo(esp(SPI + 1, 23));
    }
  }

  @Test
  void aBusyClientDoesNotTakeThePlaceOfOthers() throws Exception {
    try (PacketFilter _ = open(settings(), List.of());
        DatagramSocket peer = bind(client, CLIENT, 0)) {
      Octets[] burst = new Octets[1_000];
      Arrays.fill(burst, esp(SPI, 20));

      send(peer, HEADEND, burst);
      send(peer, HEADEND, esp(SPI + 1, 20));

      await().until(() -> told.stream().anyMatch(packet -> packet.spi() == SPI + 1));
      assertThat(told).hasSizeLessThan(500);
    }
  }

  @Test
  void anSpiThatCannotBeIsLeftToTheKernel() throws Exception {
    try (PacketFilter _ = open(settings(), List.of());
        DatagramSocket socket = bind(headend, HEADEND, PORT);
        DatagramSocket peer = bind(client, CLIENT, 0)) {
      send(peer, HEADEND, esp(255, 20), esp(256, 20));

      await().until(() -> told.size() == 1);
      assertThat(told.remove().spi()).isEqualTo(256);
      assertThat(receive(socket)).isEqualTo(esp(255, 20));
    }
  }

  @Test
  void othersPacketsAreLeftAlone() throws Exception {
    headend.exec("ip", "address", "add", "10.9.0.3/24", "dev", "veth0");
    try (PacketFilter _ = open(settings(), List.of());
        DatagramSocket otherAddress = bind(headend, "10.9.0.3", PORT);
        DatagramSocket otherPort = bind(headend, HEADEND, 4_501);
        DatagramSocket peer = bind(client, CLIENT, 0)) {
      peer.send(new DatagramPacket(esp(SPI, 20).array(), 20, otherAddress.getLocalSocketAddress()));
      peer.send(new DatagramPacket(esp(SPI, 20).array(), 20, otherPort.getLocalSocketAddress()));

      assertThat(receive(otherAddress)).isEqualTo(esp(SPI, 20));
      assertThat(receive(otherPort)).isEqualTo(esp(SPI, 20));
      assertThat(told).isEmpty();
    }
  }

  @Test
  void manyComeAndGoAtOnce() throws Exception {
    List<Integer> many = IntStream.range(1_000, 11_000).boxed().toList();
    try (PacketFilter filter = open(settings(), many.subList(0, 100))) {
      filter.known(many);
      assertThat(members()).hasSize(10_000);

      filter.forgotten(many.subList(1, 10_000));
      assertThat(members()).containsExactly("0x000003e8");
    }
  }

  @Test
  void aTableThatOthersRemoveIsPutBack() throws Exception {
    try (PacketFilter filter = open(settings(), List.of(SPI))) {
      headend.exec("nft", "flush", "ruleset");
      headend.call(
          () -> {
            filter.look();
            return true;
          });
      assertThat(members()).containsExactly("0xc1c2c3c4");

      headend.exec("nft", "flush", "ruleset");
      headend.call(
          () -> {
            filter.known(SPI + 1);
            return true;
          });
      assertThat(members()).containsExactlyInAnyOrder("0xc1c2c3c4", "0xc1c2c3c5");
    }
  }

  @Test
  void theTableGoesWithTheFilterUnlessItIsReleased() throws Exception {
    open(settings(), List.of(SPI)).release();
    assertThat(members()).containsExactly("0xc1c2c3c4");

    PacketFilter next = open(settings(), List.of());
    assertThat(members()).isEmpty();

    next.close();
    assertThat(headend.exec("nft", "list", "tables")).isEmpty();
  }

  @Test
  void thereIsOneInANamespace() throws Exception {
    try (PacketFilter _ = open(settings(), List.of(SPI))) {
      assertThatThrownBy(() -> open(settings(), List.of()))
          .isInstanceOf(DataPlaneException.class)
          .hasMessage(
              "NFLOG group 4500 is taken: another Gatehouse runs in this network namespace");
      assertThat(members()).containsExactly("0xc1c2c3c4");
    }
  }

  @Test
  void aClientsAddressWithoutATunnelIsForged() throws Exception {
    try (PacketFilter _ = open(settings(), List.of());
        DatagramSocket socket = bind(headend, HEADEND, 7);
        DatagramSocket forger = bind(client, INSIDE, 0);
        DatagramSocket honest = bind(client, CLIENT, 0)) {
      forger.send(new DatagramPacket(new byte[1], 1, socket.getLocalSocketAddress()));
      honest.send(new DatagramPacket(new byte[2], 2, socket.getLocalSocketAddress()));

      assertThat(receive(socket)).isEqualTo(zeros(2));
    }
  }

  @Test
  void otherNodesClientsComeInTheClear() throws Exception {
    PacketFilterSettings cluster =
        new PacketFilterSettings("vpn1", addresses(), PORT, networks(), false, true, 1_500);
    try (PacketFilter _ = open(cluster, List.of());
        DatagramSocket socket = bind(headend, HEADEND, 7);
        DatagramSocket other = bind(client, INSIDE, 0)) {
      other.send(new DatagramPacket(new byte[1], 1, socket.getLocalSocketAddress()));

      assertThat(receive(socket)).isEqualTo(zeros(1));
    }
  }

  private PacketFilter open(PacketFilterSettings settings, List<Integer> known) throws Exception {
    return headend.call(() -> PacketFilter.open(settings, known, events));
  }

  private static PacketFilterSettings settings() {
    return new PacketFilterSettings("vpn1", addresses(), PORT, networks(), false, false, 1_500);
  }

  private static List<InetAddress> addresses() {
    return List.of(InetAddress.ofLiteral(HEADEND), InetAddress.ofLiteral(HEADEND6));
  }

  private static List<Network> networks() {
    return List.of(
        new Network(InetAddress.ofLiteral("10.99.0.0"), 24),
        new Network(InetAddress.ofLiteral("10.99.0.128"), 25),
        new Network(InetAddress.ofLiteral("fd00:99::"), 64));
  }

  private List<String> members() throws Exception {
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

  private static DatagramSocket bind(NetworkNamespace in, String address, int port)
      throws Exception {
    DatagramSocket socket = in.call(() -> new DatagramSocket(port, InetAddress.ofLiteral(address)));
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static void send(DatagramSocket from, String to, Octets... datagrams) throws Exception {
    for (Octets datagram : datagrams) {
      from.send(
          new DatagramPacket(datagram.array(), datagram.length(), InetAddress.ofLiteral(to), PORT));
    }
  }

  private static Octets receive(DatagramSocket socket) throws Exception {
    DatagramPacket packet = new DatagramPacket(new byte[2_000], 2_000);
    socket.receive(packet);
    return Octets.copyOf(Arrays.copyOf(packet.getData(), packet.getLength()));
  }

  /** So many octets from the SPI on. */
  private static Octets esp(int spi, int length) {
    return Octets.concat(Octets.hex("%08x".formatted(spi)), zeros(length - 4));
  }

  private static Octets zeros(int count) {
    return Octets.owned(new byte[count]);
  }
}
