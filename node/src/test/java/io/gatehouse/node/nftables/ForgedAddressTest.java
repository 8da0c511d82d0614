package io.gatehouse.node.nftables;

import static io.gatehouse.node.nftables.FilteredLink.CLIENT;
import static io.gatehouse.node.nftables.FilteredLink.HEADEND;
import static io.gatehouse.node.nftables.FilteredLink.INSIDE;
import static io.gatehouse.node.nftables.FilteredLink.PORT;
import static io.gatehouse.node.nftables.FilteredLink.addresses;
import static io.gatehouse.node.nftables.FilteredLink.bind;
import static io.gatehouse.node.nftables.FilteredLink.networks;
import static io.gatehouse.node.nftables.FilteredLink.receive;
import static io.gatehouse.node.nftables.FilteredLink.settings;
import static io.gatehouse.node.nftables.FilteredLink.zeros;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients' addresses that come in the clear. */
class ForgedAddressTest {

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

  @Test
  void aClientsAddressWithoutATunnelIsForged() throws Exception {
    try (PacketFilter _ = link.open(settings(), List.of());
        DatagramSocket socket = bind(link.headend, HEADEND, 7);
        DatagramSocket forger = bind(link.client, INSIDE, 0);
        DatagramSocket honest = bind(link.client, CLIENT, 0)) {
      forger.send(new DatagramPacket(new byte[1], 1, socket.getLocalSocketAddress()));
      honest.send(new DatagramPacket(new byte[2], 2, socket.getLocalSocketAddress()));

      assertThat(receive(socket)).isEqualTo(zeros(2));
    }
  }

  @Test
  void otherNodesClientsComeInTheClear() throws Exception {
    PacketFilterSettings cluster =
        new PacketFilterSettings("vpn1", addresses(), PORT, networks(), false, true, 1_500);
    try (PacketFilter _ = link.open(cluster, List.of());
        DatagramSocket socket = bind(link.headend, HEADEND, 7);
        DatagramSocket other = bind(link.client, INSIDE, 0)) {
      other.send(new DatagramPacket(new byte[1], 1, socket.getLocalSocketAddress()));

      assertThat(receive(socket)).isEqualTo(zeros(1));
    }
  }
}
