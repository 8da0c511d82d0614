package io.gatehouse.node.nftables;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.node.namespace.NetworkNamespace;
import io.gatehouse.node.nftables.TwoClients.Peer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The octets of data in a segment that each end of a TCP connection sends, without timestamps.
 *
 * @param client of the first client
 */
record SegmentSize(int client, int server) {

  private static final Pattern SIZE = Pattern.compile(" mss:(\\d+) ");

  /** Connects the first client with the server. */
  static SegmentSize between(TwoClients network, String server) throws Exception {
    NetworkNamespace client = network.of(Peer.FIRST);
    NetworkNamespace serving = network.of(Peer.SERVER);
    InetAddress address = InetAddress.ofLiteral(server);
    try (ServerSocket listening = serving.call(() -> new ServerSocket(0, 1, address));
        Socket _ = client.call(() -> new Socket(address, listening.getLocalPort()));
        Socket _ = listening.accept()) {
      return new SegmentSize(sentBy(client), sentBy(serving));
    }
  }

  private static int sentBy(NetworkNamespace namespace) throws Exception {
    Matcher size = SIZE.matcher(namespace.exec("ss", "-tinH", "state", "established"));
    assertThat(size.find()).isTrue();
    return Integer.parseInt(size.group(1));
  }
}
