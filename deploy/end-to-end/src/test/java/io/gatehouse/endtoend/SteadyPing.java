package io.gatehouse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.endtoend.lab.Addresses;
import io.gatehouse.endtoend.lab.Daemon;
import io.gatehouse.endtoend.lab.Namespace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client that pings a host behind the headend, many times a second. */
final class SteadyPing implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Pattern COUNT =
      Pattern.compile("(\\d+) packets transmitted, (\\d+) received");

  private final Daemon ping;

  private SteadyPing(Daemon ping) {
    this.ping = ping;
  }

  /** Ten times a second. Returns when the first answer has come. */
  static SteadyPing start(Namespace client) {
    return start(client, Addresses.INSIDE_HOST);
  }

  /** Likewise, to this address of the host. */
  static SteadyPing start(Namespace client, String address) {
    return start(client, address, "-i", "0.1");
  }

  /** Likewise, with 400 kilobytes a second in each direction, in fragments. */
  static SteadyPing heavy(Namespace client) {
    return start(client, Addresses.INSIDE_HOST, "-i", "0.02", "-s", "8000");
  }

  private static SteadyPing start(Namespace client, String address, String... how) {
    List<String> words = new ArrayList<>(List.of("ping", "-n"));
    words.addAll(Arrays.asList(how));
    words.add(address);
    Daemon ping = client.start("ping-" + address, words.toArray(String[]::new));
    ping.await("answered", LIMIT, () -> ping.output().contains("bytes from"));
    return new SteadyPing(ping);
  }

  /** Ends it. Every packet was answered, except for one that may be on its way just then. */
  void assertNothingLost() {
    ping.interrupt();
    Matcher count = COUNT.matcher(ping.output());
    assertThat(count.find()).as(ping.output()).isTrue();
    int sent = Integer.parseInt(count.group(1));
    int received = Integer.parseInt(count.group(2));
    assertThat(received).as(ping.output()).isBetween(sent - 1, sent);
  }

  @Override
  public void close() {
    ping.stop();
  }
}
