package io.gatehouse.benchmark.esp;

import io.gatehouse.endtoend.Site;
import io.gatehouse.endtoend.headend.GatehouseHeadend;
import io.gatehouse.endtoend.headend.HeadendSettings;
import io.gatehouse.endtoend.lab.Lab;
import io.gatehouse.endtoend.lab.Namespace;
import io.gatehouse.endtoend.peer.StrongSwanClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BiConsumer;

/**
 * A laboratory in the second kernel, which does ESP for the headend and for its client, strongSwan
 * in both cases. All that is not the headend's choice is the same.
 */
final class KernelTunnel implements AutoCloseable {

  private final Lab lab;
  private final Iperf iperf;

  private KernelTunnel(Lab lab, Iperf iperf) {
    this.lab = lab;
    this.iperf = iperf;
  }

  static KernelTunnel throughGatehouse(Path files) {
    return open(
        files,
        (host, site) -> {
          GatehouseHeadend _ = GatehouseHeadend.start(host, site, HeadendSettings.usual());
        });
  }

  static KernelTunnel throughCharon(Path files) {
    return open(
        files,
        (host, _) -> {
          var _ = CharonHeadend.inKernel(host);
        });
  }

  private static KernelTunnel open(Path files, BiConsumer<Namespace, Site> starter) {
    Lab lab = Lab.open(files, 1);
    try {
      Site site = new Site();
      starter.accept(lab.headend(), site);
      StrongSwanClient.start(lab.client(1), "client", site.withPreSharedKey(), site.authority())
          .connect();
      return new KernelTunnel(lab, Iperf.in(lab));
    } catch (RuntimeException e) {
      lab.close();
      throw e;
    }
  }

  Delivery carry(Traffic traffic, Duration duration) {
    return iperf.carry(traffic, duration);
  }

  @Override
  public void close() {
    lab.close();
  }
}
