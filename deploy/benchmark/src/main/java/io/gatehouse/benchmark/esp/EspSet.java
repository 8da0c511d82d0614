package io.gatehouse.benchmark.esp;

import io.gatehouse.benchmark.BenchmarkSet;
import io.gatehouse.benchmark.result.Absence;
import io.gatehouse.benchmark.result.Quantity;
import io.gatehouse.benchmark.result.Rounds;
import io.gatehouse.benchmark.result.Section;
import io.gatehouse.benchmark.testkernel.InnerProgram;
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
 * @param kernelRounds likewise in the test kernel; 0 to leave that out
 * @param kernelWindow of one measurement there
 */
public record EspSet(
    int rounds, Duration window, Duration warmUp, int kernelRounds, Duration kernelWindow)
    implements BenchmarkSet {

  static final String GATEHOUSE = "Gatehouse";
  static final String CHARON = "charon";

  private static final Duration KERNEL_LIMIT = Duration.ofMinutes(9);

  /** About two minutes in user space, and three in the test kernel. */
  public static EspSet usual() {
    return new EspSet(2, Duration.ofSeconds(1), Duration.ofSeconds(1), 3, Duration.ofSeconds(2));
  }

  /** About two minutes. */
  public static EspSet inUserSpace() {
    return new EspSet(2, Duration.ofSeconds(1), Duration.ofSeconds(1), 0, Duration.ZERO);
  }

  @Override
  public String name() {
    return "esp";
  }

  @Override
  public Section run(Path files) {
    Rounds figures = new Rounds();
    measureUserSpace(files, figures);
    List<Absence> absences = kernelRounds == 0 ? List.of() : measureKernel(files, figures);
    return new Section(name(), conditions(), Optional.of(CHARON), figures.measurements(), absences);
  }

  private void measureUserSpace(Path files, Rounds figures) {
    try (Tunnel gatehouse = Tunnel.throughGatehouse(files.resolve("gatehouse"));
        Tunnel charon = Tunnel.throughLibipsec(files.resolve("charon"))) {
      Map<String, Tunnel> tunnels = new LinkedHashMap<>();
      tunnels.put(CHARON, charon);
      tunnels.put(GATEHOUSE, gatehouse);
      measure(tunnels, figures);
    }
  }

  private List<Absence> measureKernel(Path files, Rounds figures) {
    return new InnerProgram(KernelTraffic.ROW, KernelTraffic.class, KERNEL_LIMIT)
        .run(
            files.resolve("kernel"),
            figures,
            Integer.toString(kernelRounds),
            Long.toString(kernelWindow.toSeconds()));
  }

  private String conditions() {
    return kernelRounds == 0
        ? userSpaceConditions()
        : userSpaceConditions() + " " + kernelConditions();
  }

  private String kernelConditions() {
    return """
    In the test kernel (User-Mode Linux, one processor, AES in C): data-plane = xfrm and charon's \
    kernel-netlink, strongSwan's client with the kernel's ESP for both, %d rounds of %d s, in turn; \
    %d UDP packets a second. CPU is that of the whole kernel, with both ends of the tunnel and \
    iperf3's system calls, as the machine outside accounts it.\
    """
        .formatted(kernelRounds, kernelWindow.toSeconds(), KernelTraffic.PACKETS_PER_SECOND);
  }

  private String userSpaceConditions() {
    return """
    User-space ESP with AES-256-GCM in UDP: Gatehouse's plane and charon's kernel-libipsec, one \
    client (Gatehouse's plane for both), %d rounds of %d s for each row, in turn, after %d s of \
    each row as warm-up. UDP packets have the row's length inside the tunnel; %d a second are \
    offered, and without limit for the throughput. Packets are those that iperf3 received; CPU is \
    that of the headend's process, which pays for the kernel's forwarding too.\
    """
        .formatted(rounds, window.toSeconds(), warmUp.toSeconds(), Traffic.Datagrams.PER_SECOND);
  }

  private void measure(Map<String, Tunnel> tunnels, Rounds figures) {
    List<Traffic> rows = Traffic.rows(Traffic.Datagrams.PER_SECOND);
    for (Traffic traffic : rows) {
      tunnels.values().forEach(tunnel -> tunnel.carry(traffic, warmUp));
    }
    for (int round = 0; round < rounds; round++) {
      for (Traffic traffic : rows) {
        tunnels.forEach((peer, tunnel) -> measure(traffic, peer, tunnel, figures));
      }
    }
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
