package io.gatehouse.benchmark.esp;

import io.gatehouse.benchmark.result.Quantity;
import io.gatehouse.benchmark.testkernel.Findings;
import io.gatehouse.benchmark.testkernel.InnerProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The program in the second kernel: the same traffic through each headend, in turn. */
final class KernelTraffic {

  /** What one processor carries, system calls of iperf3 and both ends of the tunnel included. */
  static final int PACKETS_PER_SECOND = 2_000;

  static final String ROW = "ESP in the test kernel";

  private final Findings findings;
  private final Duration window;

  private KernelTraffic(Findings findings, Duration window) {
    this.findings = findings;
    this.window = window;
  }

  /**
   * @param arguments the file of findings, the number of rounds, and the seconds of a window
   */
  public static void main(String[] arguments) {
    Findings findings = Findings.into(Path.of(arguments[0]));
    int rounds = Integer.parseInt(arguments[1]);
    Duration window = Duration.ofSeconds(Long.parseLong(arguments[2]));
    Path files = InnerProgram.FILES;
    try (KernelTunnel charon = KernelTunnel.throughCharon(files.resolve("charon"));
        KernelTunnel gatehouse = KernelTunnel.throughGatehouse(files.resolve("gatehouse"))) {
      Map<String, KernelTunnel> tunnels = new LinkedHashMap<>();
      tunnels.put(EspSet.CHARON, charon);
      tunnels.put(EspSet.GATEHOUSE, gatehouse);
      for (int round = 0; round < rounds; round++) {
        new KernelTraffic(findings, window).measure(tunnels);
      }
    }
    System.exit(0);
  }

  private void measure(Map<String, KernelTunnel> tunnels) {
    for (Traffic traffic : Traffic.rows(PACKETS_PER_SECOND)) {
      tunnels.forEach((peer, tunnel) -> measure(traffic, peer, tunnel));
    }
  }

  private void measure(Traffic traffic, String peer, KernelTunnel tunnel) {
    String row = ROW + ", " + traffic.row();
    switch (traffic) {
      case Traffic.Datagrams _ ->
          findings.work(
              row,
              peer,
              Quantity.PACKETS_PER_CPU_SECOND,
              () -> {
                Delivery delivery = tunnel.carry(traffic, window);
                findings.figure(row, peer, Quantity.PACKETS_LOST, delivery.lost());
                return delivery.packets();
              });
      case Traffic.Connection _ ->
          findings.work(
              row,
              peer,
              Quantity.MEGABITS_PER_CPU_SECOND,
              () -> {
                Delivery delivery = tunnel.carry(traffic, window);
                findings.figure(row, peer, Quantity.MEGABITS_PER_SECOND, delivery.perSecond());
                return delivery.megabits();
              });
    }
  }
}
