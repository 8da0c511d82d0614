package io.gatehouse.client.tunnel;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A number of echo requests, and the replies to them. */
public final class Ping {

  private static final int MAXIMUM_COUNT = 65_535;

  /** What came of it. */
  public record Result(String host, int sent, int received) {}

  private final EchoPacket echo;
  private final int count;
  private final CountDownLatch missing;
  private final Set<Integer> received = ConcurrentHashMap.newKeySet();

  /**
   * Nothing is sent yet.
   *
   * @param identifier tells pings apart
   * @param count 1 to 65535
   * @param size octets of data in each request
   * @throws IllegalArgumentException when a number is out of range or an address not IPv4
   */
  public Ping(InetAddress source, InetAddress host, int identifier, int count, int size) {
    if (count < 1 || count > MAXIMUM_COUNT) {
      throw new IllegalArgumentException("a ping is sent 1 to " + MAXIMUM_COUNT + " times");
    }
    this.echo = new EchoPacket(source, host, identifier, 0, size);
    this.count = count;
    this.missing = new CountDownLatch(count);
  }

  /** Sends all requests, and waits for the last reply at most {@code patience}. */
  public Result run(Consumer<ByteBuffer> inside, Duration interval, Duration patience)
      throws InterruptedException {
    for (int sequence = 1; sequence <= count; sequence++) {
      inside.accept(request(sequence));
      if (sequence < count) {
        boolean _ = missing.await(interval.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
    boolean _ = missing.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    return new Result(echo.destination().getHostAddress(), count, received.size());
  }

  private ByteBuffer request(int sequence) {
    return new EchoPacket(
            echo.source(), echo.destination(), echo.identifier(), sequence, echo.data())
        .request();
  }

  /** Takes {@code packet} if it is a reply that is waited for. */
  public void receive(ByteBuffer packet) {
    echo.sequenceOfReply(packet)
        .filter(sequence -> sequence >= 1 && sequence <= count)
        .filter(received::add)
        .ifPresent(sequence -> missing.countDown());
  }
}
