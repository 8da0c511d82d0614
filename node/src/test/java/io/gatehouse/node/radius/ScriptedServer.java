package io.gatehouse.node.radius;

import io.gatehouse.cluster.config.RadiusServer;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A RADIUS server on loopback that does what a test says. */
final class ScriptedServer implements AutoCloseable {

  static final String KEY = "shared key";

  /** What arrived, and a way to answer. */
  record Arrival(Octets request, SocketAddress client, DatagramSocket socket) {
    void answer(byte[] datagram) {
      answerFrom(socket, datagram);
    }

    void answerFrom(DatagramSocket other, byte[] datagram) {
      try {
        other.send(new DatagramPacket(datagram, datagram.length, client));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void answer(ForgedReply reply) {
      answer(reply.to(request.array(), KEY));
    }

    boolean isStatusServer() {
      return request.at(0) == 12;
    }
  }

  /** Is told of every datagram, with the number of datagrams before it. */
  interface Script {
    void arrived(Arrival arrival, int before);
  }

  private final DatagramSocket socket;
  private final Script script;
  private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();

  ScriptedServer(Script script) {
    this.script = script;
    try {
      socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      socket.setReceiveBufferSize(1 << 20);
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::serve);
  }

  static ScriptedServer answering(ForgedReply reply) {
    return new ScriptedServer((arrival, before) -> arrival.answer(reply));
  }

  static ScriptedServer silent() {
    return new ScriptedServer((arrival, before) -> {});
  }

  private void serve() {
    byte[] buffer = new byte[4096];
    while (!socket.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        Arrival arrival =
            new Arrival(
                Octets.owned(Arrays.copyOf(buffer, packet.getLength())),
                packet.getSocketAddress(),
                socket);
        int before = arrivals.size();
        arrivals.add(arrival);
        script.arrived(arrival, before);
      } catch (IOException | UncheckedIOException e) {
        if (!socket.isClosed()) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  List<Arrival> arrivals() {
    return arrivals;
  }

  List<Octets> requests() {
    return arrivals.stream().map(Arrival::request).toList();
  }

  /** As configured, with a short time-out. */
  RadiusServer configured(String name, Duration timeout, int retransmit) {
    return new RadiusServer(
        name,
        InetAddress.getLoopbackAddress(),
        socket.getLocalPort(),
        socket.getLocalPort(),
        Secret.utf8(KEY),
        timeout,
        retransmit);
  }

  @Override
  public void close() {
    socket.close();
  }
}
