package io.gatehouse.node.nftables;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.node.nftables.TwoClients.Peer;
import java.net.DatagramSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What happens to forwarded packets, on any kernel: a rule of the test's own stands for the tunnel.
 * {@link TunnelledTrafficTest} has tunnels.
 */
class ForwardingTest {

  private TwoClients network;

  @BeforeEach
  void connect() throws Exception {
    network = TwoClients.connect();
  }

  @AfterEach
  void disconnect() throws Exception {
    if (network != null) {
      network.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"10.8.0.1, 1366", "fd00:8::1, 1346"})
  void bothEndsOfTcpAreToldHowMuchFits(String server, int size) throws Exception {
    try (PacketFilter _ = network.filter(TwoClients.networks(), false)) {
      asIfTunnelled("tunnelled", "segment_size");

      assertThat(SegmentSize.between(network, server)).isEqualTo(new SegmentSize(size, size));
    }
  }

  @Test
  void whatIsNotTunnelledIsLeftAlone() throws Exception {
    try (PacketFilter _ = network.filter(TwoClients.networks(), false)) {
      assertThat(SegmentSize.between(network, Peer.SERVER.address))
          .isEqualTo(new SegmentSize(1_460, 1_460));
    }
  }

  @Test
  void aClientDoesNotReachTheNetworksOfClients() throws Exception {
    try (PacketFilter _ = network.filter(TwoClients.networks(), false);
        DatagramSocket first = network.socket(Peer.FIRST);
        DatagramSocket second = network.socket(Peer.SECOND);
        DatagramSocket server = network.socket(Peer.SERVER)) {
      asIfTunnelled("isolation", "from_client");

      TwoClients.send(first, second);
      TwoClients.send(first, server);
      TwoClients.send(server, second);

      assertThat(TwoClients.sender(server)).isEqualTo(Peer.FIRST.address);
      assertThat(TwoClients.sender(second)).isEqualTo(Peer.SERVER.address);
    }
  }

  private void asIfTunnelled(String chain, String to) throws Exception {
    network
        .headend()
        .exec("nft", "insert", "rule", "inet", "gatehouse", chain, "iifname", "first", "goto", to);
    network
        .headend()
        .exec("nft", "insert", "rule", "inet", "gatehouse", chain, "oifname", "first", "goto", to);
  }
}
