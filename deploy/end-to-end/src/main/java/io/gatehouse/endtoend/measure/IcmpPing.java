package io.gatehouse.endtoend.measure;

import io.gatehouse.client.tunnel.EchoStream.Echo;
import io.gatehouse.endtoend.lab.Addresses;
import io.gatehouse.endtoend.lab.Daemon;
import io.gatehouse.endtoend.lab.Namespace;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** iputils' ping, 20 times a second, through the tunnel of a client host's kernel. */
public final class IcmpPing implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMillis(50);
  private static final Pattern ANSWER =
      Pattern.compile("(?m)^\\[(\\d+)\\.(\\d{6})] \\d+ bytes from .* time=([0-9.]+) ms");

  private final Daemon ping;

  /** What to add to a time of day for that of {@link System#nanoTime}. */
  private final long clock =
      System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());

  private IcmpPing(Daemon ping) {
    this.ping = ping;
  }

  public static IcmpPing start(Namespace client) {
    return new IcmpPing(
        client.start("ping", "ping", "-n", "-D", "-i", "0.05", Addresses.INSIDE_HOST));
  }

  /** The longest time without an answer. */
  public Duration gap(long begin) {
    Stream<Echo> end = Stream.of(new Echo(System.nanoTime(), Optional.empty()));
    return Silence.longest(Stream.concat(answered(), end).toList(), begin, INTERVAL);
  }

  /** Whether one of those that were sent since then has been answered. */
  public boolean isAnswered(long since) {
    return answered().anyMatch(echo -> echo.sent() >= since);
  }

  private Stream<Echo> answered() {
    return ANSWER.matcher(ping.output()).results().map(this::echo);
  }

  private Echo echo(MatchResult answer) {
    long answered =
        TimeUnit.SECONDS.toNanos(Long.parseLong(answer.group(1)))
            + TimeUnit.MICROSECONDS.toNanos(Long.parseLong(answer.group(2)))
            + clock;
    long way = (long) (Double.parseDouble(answer.group(3)) * TimeUnit.MILLISECONDS.toNanos(1));
    return new Echo(answered - way, Optional.of(answered));
  }

  @Override
  public void close() {
    ping.stop();
  }
}
