package io.gatehouse.benchmark.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BatchSocketTest {

  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
  private static final int LIMIT_MILLIS = 10_000;

  @Test
  void eachDatagramHasItsOwnContentAndDestination() throws IOException {
    try (DatagramSocket one = new DatagramSocket(ANY_PORT);
        DatagramSocket other = new DatagramSocket(ANY_PORT);
        DatagramBatch batch = new DatagramBatch(3, 8);
        BatchSocket socket = BatchSocket.bound(ANY_PORT)) {
      batch.add(address(one), ByteBuffer.wrap(new byte[] {1, 2, 3}));
      batch.add(address(other), ByteBuffer.wrap(new byte[] {4}));
      batch.add(address(one), ByteBuffer.wrap(new byte[] {5, 6}));
      socket.send(batch);

      assertThat(received(one)).containsExactly(1, 2, 3);
      assertThat(received(one)).containsExactly(5, 6);
      assertThat(received(other)).containsExactly(4);
    }
  }

  private static InetSocketAddress address(DatagramSocket socket) {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  private static byte[] received(DatagramSocket socket) throws IOException {
    socket.setSoTimeout(LIMIT_MILLIS);
    DatagramPacket packet = new DatagramPacket(new byte[16], 16);
    socket.receive(packet);
    return Arrays.copyOf(packet.getData(), packet.getLength());
  }
}
