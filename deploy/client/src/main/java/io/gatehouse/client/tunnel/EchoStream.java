package io.gatehouse.client.tunnel;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Echo requests at a steady pace until it is closed, with the times of their answers. */
public final class EchoStream implements AutoCloseable {

  /** Sequence numbers have 16 bits, and begin again. */
  private static final int SEQUENCES = 1 << 16;

  /**
   * One request. Times are those of {@link System#nanoTime}.
   *
   * @param answered when its first answer came
   */
  public record Echo(long sent, Optional<Long> answered) {}

  private final InetAddress source;
  private final InetAddress host;
  private final int identifier;
  private final int size;
  private final Duration interval;
  private final List<Echo> echoes = new ArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);

  /**
   * Nothing is sent yet.
   *
   * @param identifier tells streams apart, 16 bits
   * @param size octets of data in each request
   */
  public EchoStream(
      InetAddress source, InetAddress host, int identifier, int size, Duration interval) {
    this.source = source;
    this.host = host;
    this.identifier = identifier;
    this.size = size;
    this.interval = interval;
  }

  /** Sends on the calling thread until the stream is closed. */
  public void run(Consumer<ByteBuffer> inside) throws InterruptedException {
    long start = System.nanoTime();
    for (long count = 0; !ended(start + count * interval.toNanos()); count++) {
      inside.accept(next());
    }
  }

  private boolean ended(long due) throws InterruptedException {
    return end.await(Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS);
  }

  private synchronized ByteBuffer next() {
    ByteBuffer request = packet(echoes.size() % SEQUENCES).request();
    echoes.add(new Echo(System.nanoTime(), Optional.empty()));
    return request;
  }

  private EchoPacket packet(int sequence) {
    return new EchoPacket(source, host, identifier, sequence, size);
  }

  /** Takes {@code packet} if it is an answer to one of the requests. */
  public void receive(ByteBuffer packet) {
    packet(0).sequenceOfReply(packet).ifPresent(this::answered);
  }

  /** To the latest request of this number. */
  private synchronized void answered(int sequence) {
    int last = echoes.size() - 1;
    int index = last - Math.floorMod(last - sequence, SEQUENCES);
    if (index >= 0 && echoes.get(index).answered().isEmpty()) {
      echoes.set(index, new Echo(echoes.get(index).sent(), Optional.of(System.nanoTime())));
    }
  }

  /** All requests so far, in their order. */
  public synchronized List<Echo> echoes() {
    return List.copyOf(echoes);
  }

  public Duration interval() {
    return interval;
  }

  @Override
  public void close() {
    end.countDown();
  }
}
