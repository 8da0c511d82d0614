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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Scripted headends, one for each initiator SPI, behind two UDP ports of this machine, which send
 * back all ESP they get.
 */
public final class LoopbackHeadend implements AutoCloseable {

  private static final int MARKER = 4;

  private final Supplier<ScriptedHeadend> script;
  private final Map<Octets, ScriptedHeadend> headends = new HashMap<>();
  private final DatagramSocket ike = socket();
  private final DatagramSocket natTraversal = socket();

  public LoopbackHeadend(Supplier<ScriptedHeadend> script) {
    this.script = script;
    Thread.ofVirtual().start(() -> serve(ike, 0));
    Thread.ofVirtual().start(() -> serve(natTraversal, MARKER));
  }

  public Headend address() {
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
        ? receive(octets.slice(marker, octets.length())).stream()
            .map(reply -> Octets.concat(zeros, reply))
            .toList()
        : List.of(octets);
  }

  private List<Octets> receive(Octets message) {
    return headends
        .computeIfAbsent(message.slice(0, Long.BYTES), _ -> script.get())
        .receive(message);
  }

  @Override
  public void close() {
    ike.close();
    natTraversal.close();
  }
}
