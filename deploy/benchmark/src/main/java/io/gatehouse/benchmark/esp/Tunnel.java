package io.gatehouse.benchmark.esp;

import io.gatehouse.benchmark.process.ProcessAccount;
import io.gatehouse.endtoend.Site;
import io.gatehouse.endtoend.headend.GatehouseHeadend;
import io.gatehouse.endtoend.headend.HeadendSettings;
import io.gatehouse.endtoend.lab.Addresses;
import io.gatehouse.endtoend.lab.Daemon;
import io.gatehouse.endtoend.lab.Lab;
import io.gatehouse.endtoend.lab.LabException;
import io.gatehouse.endtoend.lab.Namespace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.ToLongFunction;

/**
 * A laboratory with one headend, one client that is connected, and iperf3 at both ends. A second
 * one beside it costs nothing while nothing is sent through it.
 */
final class Tunnel implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration QUIET = Duration.ofMillis(200);
  private static final int LONGEST_BACKLOG = 50;

  /** What one window cost the headend's process, and what arrived in it. */
  record Window(Delivery delivery, double cpuSeconds) {}

  private final Lab lab;
  private final Iperf iperf;
  private final ProcessAccount headend;

  private Tunnel(Lab lab, Iperf iperf, long headend) {
    this.lab = lab;
    this.iperf = iperf;
    this.headend = new ProcessAccount(headend);
  }

  static Tunnel throughGatehouse(Path files) {
    return open(
        files, host -> GatehouseHeadend.start(host, new Site(), HeadendSettings.usual()).pid());
  }

  static Tunnel throughLibipsec(Path files) {
    return open(files, host -> CharonHeadend.inUserSpace(host).pid());
  }

  private static Tunnel open(Path files, ToLongFunction<Namespace> starter) {
    Lab lab = Lab.open(files, 1);
    try {
      long headend = starter.applyAsLong(lab.headend());
      Daemon client = lab.client(1).start("client", clientProgram());
      client.await("connected", LIMIT, () -> client.output().contains(TunnelClient.CONNECTED));
      return new Tunnel(lab, Iperf.in(lab), headend);
    } catch (RuntimeException e) {
      lab.close();
      throw e;
    }
  }

  private static String[] clientProgram() {
    return new String[] {
      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
      "--sun-misc-unsafe-memory-access=allow",
      "--enable-native-access=ALL-UNNAMED",
      "-XX:+UseSerialGC",
      "-cp",
      System.getProperty("java.class.path"),
      TunnelClient.class.getName(),
      Addresses.client(1)
    };
  }

  /** Sends the traffic for so long, when what was sent before has gone through. */
  Window carry(Traffic traffic, Duration duration) {
    awaitQuiet();
    Duration before = headend.processorTime();
    Delivery delivery = iperf.carry(traffic, duration);
    Duration spent = headend.processorTime().minus(before);
    return new Window(delivery, spent.toMillis() / 1000.0);
  }

  /** Charon queues without bound, and works on long after a window. */
  private void awaitQuiet() {
    Duration before = headend.processorTime();
    for (int i = 0; i < LONGEST_BACKLOG; i++) {
      pause();
      Duration now = headend.processorTime();
      if (now.minus(before).compareTo(QUIET.dividedBy(10)) <= 0) {
        return;
      }
      before = now;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(QUIET);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted", e);
    }
  }

  @Override
  public void close() {
    lab.close();
  }
}
