package io.gatehouse.client.net;

import io.gatehouse.protocol.octets.Octets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One socket for both ports of the headend. On the second, IKE stands behind four zero octets,
 * where ESP has its SPI (RFC 3948).
 */
final class UdpSocket implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(UdpSocket.class);

  private static final int NON_ESP_MARKER = 0;
  private static final int MARKER_LENGTH = 4;
  private static final int LONGEST_DATAGRAM = 65_535;

  /** Where many share a socket, answers to hundreds arrive while the JVM collects garbage. */
  private static final int RECEIVE_BUFFER = 4 << 20;

  private final DatagramSocket socket;
  private final Headend headend;

  /** For the one thread that receives. */
  private final byte[] buffer = new byte[LONGEST_DATAGRAM];

  /** What has come. */
  sealed interface Received {
    record Ike(Octets message) implements Received {}

    record Esp(ByteBuffer packet) implements Received {}

    /** A keepalive, or from somebody else. */
    record Nothing() implements Received {}
  }

  UdpSocket(InetSocketAddress local, Headend headend) {
    try {
      this.socket = new DatagramSocket(local);
      this.socket.setReceiveBufferSize(RECEIVE_BUFFER);
      this.headend = headend;
    } catch (SocketException e) {
      throw new UncheckedIOException("cannot bind to " + local, e);
    }
  }

  InetSocketAddress local() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  void sendIke(boolean natTraversal, Octets message) {
    int marker = natTraversal ? MARKER_LENGTH : 0;
    byte[] datagram = new byte[marker + message.length()];
    System.arraycopy(message.array(), 0, datagram, marker, message.length());
    send(natTraversal, datagram);
  }

  void sendEsp(ByteBuffer packet) {
    send(true, Octets.from(packet).array());
  }

  private void send(boolean natTraversal, byte[] datagram) {
    try {
      socket.send(new DatagramPacket(datagram, datagram.length, headend.at(natTraversal)));
    } catch (IOException e) {
      // As if it were lost on the way: it is sent again, or was a packet that may get lost.
      LOG.debug("a datagram could not be sent", e);
    }
  }

  /** Waits for a datagram; nothing when the socket is closed. */
  Optional<Received> receive() {
    DatagramPacket datagram = new DatagramPacket(buffer, buffer.length);
    try {
      socket.receive(datagram);
      return Optional.of(sort(datagram));
    } catch (IOException e) {
      return socket.isClosed() ? Optional.empty() : Optional.of(new Received.Nothing());
    }
  }

  private Received sort(DatagramPacket datagram) {
    if (!datagram.getAddress().equals(headend.address())) {
      return new Received.Nothing();
    }
    byte[] octets = Arrays.copyOf(datagram.getData(), datagram.getLength());
    if (datagram.getPort() == headend.ikePort()) {
      return new Received.Ike(Octets.owned(octets));
    }
    if (octets.length <= MARKER_LENGTH) {
      return new Received.Nothing();
    }
    ByteBuffer packet = ByteBuffer.wrap(octets);
    return packet.getInt(0) == NON_ESP_MARKER
        ? new Received.Ike(Octets.from(packet.position(MARKER_LENGTH)))
        : new Received.Esp(packet);
  }

  @Override
  public void close() {
    socket.close();
  }
}
