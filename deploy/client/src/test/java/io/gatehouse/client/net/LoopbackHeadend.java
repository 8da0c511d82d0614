package io.gatehouse.client.net;

import io.gatehouse.client.initiator.ScriptedHeadend;
import io.gatehouse.protocol.octets.Octets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;

/** A scripted headend behind two UDP ports of this machine, which sends back all ESP it gets. */
final class LoopbackHeadend implements AutoCloseable {

  private static final int MARKER = 4;

  private final ScriptedHeadend headend;
  private final DatagramSocket ike = socket();
  private final DatagramSocket natTraversal = socket();

  LoopbackHeadend(ScriptedHeadend headend) {
    this.headend = headend;
    Thread.ofVirtual().start(() -> serve(ike, 0));
    Thread.ofVirtual().start(() -> serve(natTraversal, MARKER));
  }

  Headend address() {
    return new Headend(
        InetAddress.getLoopbackAddress(), ike.getLocalPort(), natTraversal.getLocalPort());
  }

  private static DatagramSocket socket() {
    try {
      return new DatagramSocket(0, InetAddress.getLoopbackAddress());
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(DatagramSocket socket, int marker) {
    var datagram = new DatagramPacket(new byte[65_535], 65_535);
    try {
      while (!socket.isClosed()) {
        socket.receive(datagram);
        byte[] octets = Arrays.copyOf(datagram.getData(), datagram.getLength());
        for (Octets reply : answer(octets, marker)) {
          socket.send(
              new DatagramPacket(reply.array(), reply.length(), datagram.getSocketAddress()));
        }
      }
    } catch (IOException e) {
      close();
    }
  }

  private synchronized List<Octets> answer(byte[] datagram, int marker) {
    Octets octets = Octets.owned(datagram);
    Octets zeros = Octets.owned(new byte[marker]);
    return octets.startsWith(zeros)
        ? headend.receive(octets.slice(marker, octets.length())).stream()
            .map(reply -> Octets.concat(zeros, reply))
            .toList()
        : List.of(octets);
  }

  @Override
  public void close() {
    ike.close();
    natTraversal.close();
  }
}
