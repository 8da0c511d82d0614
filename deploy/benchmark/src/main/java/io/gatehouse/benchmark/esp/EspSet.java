package io.gatehouse.benchmark.esp;

import io.gatehouse.benchmark.BenchmarkSet;
import io.gatehouse.benchmark.result.Measurement;
import io.gatehouse.benchmark.result.Quantity;
import io.gatehouse.benchmark.result.Section;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One tunnel with AES-256-GCM through each headend, in turn, with the same traffic.
 *
 * @param rounds how often each row is measured through each headend
 * @param window of one measurement
 * @param warmUp of each kind of traffic through each headend, before the first round
 */
public record EspSet(int rounds, Duration window, Duration warmUp) implements BenchmarkSet {

  private static final String GATEHOUSE = "Gatehouse";
  private static final String CHARON = "charon";

  /** About two minutes. */
  public static EspSet usual() {
    return new EspSet(2, Duration.ofSeconds(1), Duration.ofSeconds(1));
  }

  @Override
  public String name() {
    return "esp";
  }

  @Override
  public Section run(Path files) {
    try (Tunnel gatehouse = Tunnel.throughGatehouse(files.resolve("gatehouse"));
        Tunnel charon = Tunnel.throughLibipsec(files.resolve("charon"))) {
      Map<String, Tunnel> tunnels = new LinkedHashMap<>();
      tunnels.put(CHARON, charon);
      tunnels.put(GATEHOUSE, gatehouse);
      return new Section(name(), conditions(), Optional.of(CHARON), measure(tunnels));
    }
  }

  private String conditions() {
    return """
    User-space ESP with AES-256-GCM in UDP: Gatehouse's plane and charon's kernel-libipsec, one \
    client (Gatehouse's plane for both), %d rounds of %d s for each row, in turn, after %d s of \
    each row as warm-up. UDP packets have the row's length inside the tunnel; %d a second are \
    offered, and without limit for the throughput. Packets are those that iperf3 received; CPU is \
    that of the headend's process, which pays for the kernel's forwarding too.\
    """
        .formatted(rounds, window.toSeconds(), warmUp.toSeconds(), Traffic.Datagrams.PER_SECOND);
  }

  private List<Measurement> measure(Map<String, Tunnel> tunnels) {
    for (Traffic traffic : Traffic.rows()) {
      tunnels.values().forEach(tunnel -> tunnel.carry(traffic, warmUp));
    }
    Rounds figures = new Rounds();
    for (int round = 0; round < rounds; round++) {
      for (Traffic traffic : Traffic.rows()) {
        tunnels.forEach((peer, tunnel) -> measure(traffic, peer, tunnel, figures));
      }
    }
    return figures.measurements();
  }

  private void measure(Traffic traffic, String peer, Tunnel tunnel, Rounds figures) {
    Tunnel.Window carried = tunnel.carry(traffic, window);
    Delivery delivery = carried.delivery();
    switch (traffic) {
      case Traffic.Datagrams datagrams -> {
        double perSecond = delivery.packets() / carried.cpuSeconds();
        figures.add(traffic.row(), peer, Quantity.PACKETS_PER_CPU_SECOND, perSecond);
        figures.add(traffic.row(), peer, Quantity.PACKETS_LOST, delivery.lost());
        Delivery most = tunnel.carry(datagrams.unlimited(), window).delivery();
        figures.add(traffic.row(), peer, Quantity.MEGABITS_PER_SECOND, most.perSecond());
      }
      case Traffic.Connection _ -> {
        double perSecond = delivery.megabits() / carried.cpuSeconds();
        figures.add(traffic.row(), peer, Quantity.MEGABITS_PER_CPU_SECOND, perSecond);
        figures.add(traffic.row(), peer, Quantity.MEGABITS_PER_SECOND, delivery.perSecond());
      }
    }
  }
}
