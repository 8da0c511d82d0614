package io.gatehouse.client.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EchoStreamTest {

  private static final int FIRST = 3;

  @Test
  void eachRequestKnowsItsAnswer() throws Exception {
    EchoStream stream = stream();
    ByteBuffer[] requests = new ByteBuffer[FIRST];
    int[] sent = {0};
    stream.run(
        request -> {
          requests[sent[0]++] = request;
          if (sent[0] == FIRST) {
            stream.close();
          }
        });
    stream.receive(reply(requests[2]));
    stream.receive(reply(requests[0]));
    stream.receive(reply(requests[0]));
    assertThat(stream.echoes())
        .extracting(echo -> echo.answered().isPresent())
        .isEqualTo(List.of(true, false, true));
  }

  @Test
  void anAnswerToNothingIsLetGoBy() throws Exception {
    EchoStream stream = stream();
    stream.receive(new EchoPacket(inside(), host(), 7, 0, 8).request());
    assertThat(stream.echoes()).isEmpty();
  }

  /** The host's answer: addresses and type change, and the checksum with the type. */
  private static ByteBuffer reply(ByteBuffer request) throws UnknownHostException {
    ByteBuffer reply = ByteBuffer.allocate(request.remaining()).put(request.duplicate()).flip();
    reply.put(12, host().getAddress()).put(16, inside().getAddress());
    reply.put(20, (byte) 0);
    int sum = Short.toUnsignedInt(reply.getShort(22)) + 0x0800;
    return reply.putShort(22, (short) ((sum & 0xFFFF) + (sum >>> 16)));
  }

  private static EchoStream stream() throws UnknownHostException {
    return new EchoStream(inside(), host(), 7, 8, Duration.ofMillis(1));
  }

  private static InetAddress inside() throws UnknownHostException {
    return InetAddress.getByName("10.99.0.10");
  }

  private static InetAddress host() throws UnknownHostException {
    return InetAddress.getByName("198.51.100.10");
  }
}
