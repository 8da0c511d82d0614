package io.gatehouse.benchmark.esp;

import io.gatehouse.benchmark.BenchmarkSet;
import io.gatehouse.benchmark.result.Measurement;
import io.gatehouse.benchmark.result.Quantity;
import io.gatehouse.benchmark.result.Section;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

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
    each row as warm-up. %d UDP packets a second are offered, of the row's length inside the \
    tunnel. Packets are those that iperf3 received; CPU is that of the headend's process, which \
    pays for the kernel's forwarding too.\
    """
        .formatted(
            settings.rounds(),
            settings.window().toSeconds(),
            settings.warmUp().toSeconds(),
            Traffic.Datagrams.PER_SECOND);
  }

  private List<Measurement> measure(Map<String, Tunnel> tunnels) {
    for (Traffic traffic : Traffic.all()) {
      tunnels.values().forEach(tunnel -> tunnel.carry(traffic, settings.warmUp()));
    }
    Map<Cell, List<Tunnel.Window>> windows = new LinkedHashMap<>();
    for (int round = 0; round < settings.rounds(); round++) {
      for (Traffic traffic : Traffic.all()) {
        tunnels.forEach(
            (peer, tunnel) ->
                windows
                    .computeIfAbsent(new Cell(traffic, peer), _ -> new ArrayList<>())
                    .add(tunnel.carry(traffic, settings.window())));
      }
    }
    List<Measurement> measurements = new ArrayList<>();
    windows.forEach((cell, rounds) -> measurements.addAll(cell.measurements(rounds)));
    return measurements;
  }

  private record Cell(Traffic traffic, String peer) {

    List<Measurement> measurements(List<Tunnel.Window> rounds) {
      Measurement throughput =
          of(
              Quantity.MEGABITS_PER_SECOND,
              rounds,
              window -> window.delivery().megabits() / window.delivery().seconds());
      return switch (traffic) {
        case Traffic.Datagrams _ ->
            List.of(
                of(
                    Quantity.PACKETS_PER_CPU_SECOND,
                    rounds,
                    window -> window.delivery().packets() / window.cpuSeconds()),
                throughput,
                of(Quantity.PACKETS_LOST, rounds, window -> window.delivery().lost()));
        case Traffic.Connection _ ->
            List.of(
                of(
                    Quantity.MEGABITS_PER_CPU_SECOND,
                    rounds,
                    window -> window.delivery().megabits() / window.cpuSeconds()),
                throughput);
      };
    }

    private Measurement of(
        Quantity quantity, List<Tunnel.Window> rounds, ToDoubleFunction<Tunnel.Window> figure) {
      return new Measurement(
          traffic.row(), peer, quantity, rounds.stream().map(figure::applyAsDouble).toList());
    }
  }
}
