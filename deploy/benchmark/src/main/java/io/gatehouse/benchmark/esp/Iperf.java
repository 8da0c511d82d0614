package io.gatehouse.benchmark.esp;

import io.gatehouse.endtoend.lab.Addresses;
import io.gatehouse.endtoend.lab.Daemon;
import io.gatehouse.endtoend.lab.Lab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** iperf3 on a laboratory's first client, and on the host behind the headend. */
final class Iperf {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Lab lab;

  private Iperf(Lab lab) {
    this.lab = lab;
  }

  /** Starts the server, and returns when it listens. */
  static Iperf in(Lab lab) {
    Daemon server = lab.inside().start("iperf3", "iperf3", "--server", "--forceflush");
    server.await("listening", LIMIT, () -> server.output().contains("Server listening"));
    return new Iperf(lab);
  }

  /** Sends the traffic for so long, and tells what arrived. */
  Delivery carry(Traffic traffic, Duration duration) {
    List<String> options = new ArrayList<>(traffic.options());
    if (traffic.outbound()) {
      options.add("--reverse");
    }
    return Delivery.of(
        lab.client(1)
            .command("iperf3", "--client", Addresses.INSIDE_HOST, "--json")
            .followedBy("--time", Long.toString(duration.toSeconds()))
            .followedBy(options.toArray(String[]::new))
            .within(duration.plus(LIMIT))
            .run());
  }
}
