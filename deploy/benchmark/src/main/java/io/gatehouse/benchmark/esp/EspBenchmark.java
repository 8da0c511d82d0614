package io.gatehouse.benchmark.esp;

import io.gatehouse.benchmark.BenchmarkSet;
import io.gatehouse.benchmark.result.Measurement;
import io.gatehouse.benchmark.result.Quantity;
import io.gatehouse.benchmark.result.Section;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One tunnel with AES-256-GCM through each headend, in turn, with the same traffic. */
public final class EspBenchmark implements BenchmarkSet {

  private static final String GATEHOUSE = "Gatehouse";
  private static final String CHARON = "charon";

  private final EspSettings settings;

  public EspBenchmark(EspSettings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "esp";
  }

  @Override
  public Section run(Path files) {
    try (Tunnel gatehouse = Tunnel.throughGatehouse(files.resolve("gatehouse"));
        Tunnel charon = Tunnel.throughLibipsec(files.resolve("charon"), settings.strongSwan())) {
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
        .formatted(
            settings.rounds(),
            settings.window().toSeconds(),
            settings.warmUp().toSeconds(),
            Traffic.Datagrams.PER_SECOND);
  }

  private List<Measurement> measure(Map<String, Tunnel> tunnels) {
    for (Traffic traffic : Traffic.rows()) {
      tunnels.values().forEach(tunnel -> tunnel.carry(traffic, settings.warmUp()));
    }
    Rounds rounds = new Rounds();
    for (int round = 0; round < settings.rounds(); round++) {
      for (Traffic traffic : Traffic.rows()) {
        tunnels.forEach((peer, tunnel) -> measure(traffic, peer, tunnel, rounds));
      }
    }
    return rounds.measurements();
  }

  private void measure(Traffic traffic, String peer, Tunnel tunnel, Rounds rounds) {
    Tunnel.Window window = tunnel.carry(traffic, settings.window());
    Delivery delivery = window.delivery();
    switch (traffic) {
      case Traffic.Datagrams datagrams -> {
        double perSecond = delivery.packets() / window.cpuSeconds();
        rounds.add(traffic.row(), peer, Quantity.PACKETS_PER_CPU_SECOND, perSecond);
        rounds.add(traffic.row(), peer, Quantity.PACKETS_LOST, delivery.lost());
        Delivery most = tunnel.carry(datagrams.unlimited(), settings.window()).delivery();
        rounds.add(traffic.row(), peer, Quantity.MEGABITS_PER_SECOND, most.perSecond());
      }
      case Traffic.Connection _ -> {
        double perSecond = delivery.megabits() / window.cpuSeconds();
        rounds.add(traffic.row(), peer, Quantity.MEGABITS_PER_CPU_SECOND, perSecond);
        rounds.add(traffic.row(), peer, Quantity.MEGABITS_PER_SECOND, delivery.perSecond());
      }
    }
  }
}
