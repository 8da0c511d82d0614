package io.gatehouse.node.nftables;

import static io.gatehouse.node.nftables.FilteredLink.CLIENT;
import static io.gatehouse.node.nftables.FilteredLink.CLIENT6;
import static io.gatehouse.node.nftables.FilteredLink.HEADEND;
import static io.gatehouse.node.nftables.FilteredLink.HEADEND6;
import static io.gatehouse.node.nftables.FilteredLink.PORT;
import static io.gatehouse.node.nftables.FilteredLink.bind;
import static io.gatehouse.node.nftables.FilteredLink.esp;
import static io.gatehouse.node.nftables.FilteredLink.receive;
import static io.gatehouse.node.nftables.FilteredLink.send;
import static io.gatehouse.node.nftables.FilteredLink.settings;
import static io.gatehouse.node.nftables.FilteredLink.zeros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.node.nftables.FilteredLink.Told;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.octets.Octets;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ESP that comes for an SPI without a state is told; all else is left alone. */
class UnknownSpiTrapTest {

  private static final int SPI = 0xC1C2C3C4;
  private static final Octets IKE = Octets.concat(Octets.hex("00000000"), zeros(28));
  private static final Octets KEEPALIVE = Octets.hex("FF");

  private FilteredLink link;

  @BeforeEach
  void connect() throws Exception {
    link = FilteredLink.connect();
  }

  @AfterEach
  void disconnect() throws Exception {
    if (link != null) {
      link.close();
    }
  }

  @ParameterizedTest
  @CsvSource({HEADEND + "," + CLIENT, HEADEND6 + "," + CLIENT6})
  void espWithAnUnknownSpiIsTold(String to, String from) throws Exception {
    try (PacketFilter filter = link.open(settings(), List.of());
        DatagramSocket socket = bind(link.headend, to, PORT);
        DatagramSocket peer = bind(link.client, from, 0)) {
      Octets longest = esp(SPI, 1_400);

      send(peer, to, esp(SPI + 1, 8), KEEPALIVE, IKE, longest);

      await().until(() -> link.told.size() == 2);
      Path path =
          new Path(
              new InetSocketAddress(to, PORT),
              new InetSocketAddress(from, peer.getLocalPort()),
              "vpn1");
      assertThat(link.told)
          .containsExactly(new Told(SPI + 1, path, esp(SPI + 1, 8)), new Told(SPI, path, longest));
      assertThat(receive(socket)).isEqualTo(KEEPALIVE);
      assertThat(receive(socket)).isEqualTo(IKE);
      assertThat(filter.events()).containsEntry(FilterEvent.UNKNOWN_SPI, 2L);
    }
  }

  @Test
  void espWithAKnownSpiIsTheKernels() throws Exception {
    try (PacketFilter filter = link.open(settings(), List.of(SPI));
        DatagramSocket socket = bind(link.headend, HEADEND, PORT);
        DatagramSocket peer = bind(link.client, CLIENT, 0)) {
      filter.known(SPI + 1);

      send(peer, HEADEND, esp(SPI, 20), esp(SPI + 1, 21), esp(SPI + 2, 22));
      await().until(() -> link.told.size() == 1);
      assertThat(link.told.remove().spi()).isEqualTo(SPI + 2);
      assertThat(receive(socket)).isEqualTo(esp(SPI, 20));
      assertThat(receive(socket)).isEqualTo(esp(SPI + 1, 21));

      filter.forgotten(SPI);
      filter.forgotten(SPI);
      send(peer, HEADEND, esp(SPI, 20), esp(SPI + 1, 23));
      await().until(() -> link.told.size() == 1);
      assertThat(link.told.remove().spi()).isEqualTo(SPI);
      assertThat(receive(socket)).isEqualTo(esp(SPI + 1, 23));
    }
  }

  @Test
  void aBusyClientDoesNotTakeThePlaceOfOthers() throws Exception {
    try (PacketFilter _ = link.open(settings(), List.of());
        DatagramSocket peer = bind(link.client, CLIENT, 0)) {
      Octets[] burst = new Octets[1_000];
      Arrays.fill(burst, esp(SPI, 20));

      send(peer, HEADEND, burst);
      send(peer, HEADEND, esp(SPI + 1, 20));

      await().until(() -> link.told.stream().anyMatch(packet -> packet.spi() == SPI + 1));
      assertThat(link.told).hasSizeLessThan(500);
    }
  }

  @Test
  void anSpiThatCannotBeIsLeftToTheKernel() throws Exception {
    try (PacketFilter _ = link.open(settings(), List.of());
        DatagramSocket socket = bind(link.headend, HEADEND, PORT);
        DatagramSocket peer = bind(link.client, CLIENT, 0)) {
      send(peer, HEADEND, esp(255, 20), esp(256, 20));

      await().until(() -> link.told.size() == 1);
      assertThat(link.told.remove().spi()).isEqualTo(256);
      assertThat(receive(socket)).isEqualTo(esp(255, 20));
    }
  }

  @Test
  void othersPacketsAreLeftAlone() throws Exception {
    link.headend.exec("ip", "address", "add", "10.9.0.3/24", "dev", "veth0");
    try (PacketFilter _ = link.open(settings(), List.of());
        DatagramSocket otherAddress = bind(link.headend, "10.9.0.3", PORT);
        DatagramSocket otherPort = bind(link.headend, HEADEND, 4_501);
        DatagramSocket peer = bind(link.client, CLIENT, 0)) {
      peer.send(new DatagramPacket(esp(SPI, 20).array(), 20, otherAddress.getLocalSocketAddress()));
      peer.send(new DatagramPacket(esp(SPI, 20).array(), 20, otherPort.getLocalSocketAddress()));

      assertThat(receive(otherAddress)).isEqualTo(esp(SPI, 20));
      assertThat(receive(otherPort)).isEqualTo(esp(SPI, 20));
      assertThat(link.told).isEmpty();
    }
  }
}
