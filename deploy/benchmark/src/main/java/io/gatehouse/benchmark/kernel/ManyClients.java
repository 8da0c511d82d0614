package io.gatehouse.benchmark.kernel;

import io.gatehouse.benchmark.result.Quantity;
import io.gatehouse.benchmark.testkernel.Findings;
import io.gatehouse.benchmark.testkernel.InnerProgram;
import io.gatehouse.endtoend.lab.LabException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The program in the second kernel: many clients in one arrangement, in a kernel of their own. */
final class ManyClients {

  /** Octets inside the tunnel: small ones show best what looking up costs. */
  static final int PACKET = 64;

  private static final double SECOND_NANOS = 1e9;

  enum Kind {
    POLICIES,
    INTERFACE;

    String peer() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Findings findings;
  private final String peer;
  private final List<Client> clients;
  private final int packets;

  private ManyClients(Findings findings, Kind kind, List<Client> clients, int packets) {
    this.findings = findings;
    this.peer = kind.peer();
    this.clients = clients;
    this.packets = packets;
  }

  /**
   * @param arguments the file of findings, the arrangement, the number of clients, and the packets
   *     for each of them
   */
  public static void main(String[] arguments) {
    Findings findings = Findings.into(Path.of(arguments[0]));
    Kind kind = Kind.valueOf(arguments[1]);
    List<Client> clients = Client.first(Integer.parseInt(arguments[2]));
    ManyClients all = new ManyClients(findings, kind, clients, Integer.parseInt(arguments[3]));
    try (Crossroads crossroads = Crossroads.open(InnerProgram.FILES)) {
      switch (kind) {
        case POLICIES -> all.measurePolicies(crossroads);
        case INTERFACE -> all.measureInterface(crossroads);
      }
    }
    System.exit(0);
  }

  private void measurePolicies(Crossroads crossroads) {
    try (Policies policies = crossroads.atHeadend(Policies::new)) {
      measure(crossroads, policies);
      timed(
          "adopt",
          () ->
              crossroads.atHeadend(
                  () -> {
                    policies.succeed();
                    return clients.size();
                  }));
      timed("remove", () -> remove(crossroads, policies));
    }
  }

  private void measureInterface(Crossroads crossroads) {
    Optional<OneInterface> opened = crossroads.atHeadend(OneInterface::open);
    if (opened.isEmpty()) {
      findings.missing(
          row("interface"),
          "this kernel has no XFRM interfaces; deploy/build-test-kernel makes one that has");
      return;
    }
    try (OneInterface all = opened.get()) {
      measure(crossroads, all);
      timed("remove", () -> remove(crossroads, all));
    }
  }

  private void measure(Crossroads crossroads, Arrangement arrangement) {
    long before = KernelMemory.used();
    timed(
        "install",
        () -> {
          clients.forEach(arrangement::install);
          return clients.size();
        });
    double each = (double) (KernelMemory.used() - before) / clients.size();
    findings.figure(row("install"), peer, Quantity.KERNEL_MEMORY_PER_CLIENT, each);
    forward(crossroads);
    timed(
        "list",
        () ->
            crossroads.atHeadend(
                () -> {
                  requireStates(arrangement.list(), 2 * clients.size());
                  return clients.size();
                }));
  }

  private void forward(Crossroads crossroads) {
    try (DatagramBatch out = Crossroads.out(clients, packets, PACKET);
        DatagramBatch in = Crossroads.in(clients, packets, PACKET)) {
      work("outbound, UDP, " + PACKET + " B", () -> crossroads.sendOut(out));
      work("inbound, UDP, " + PACKET + " B", () -> crossroads.sendIn(in));
    }
  }

  private int remove(Crossroads crossroads, Arrangement arrangement) {
    arrangement.removeAll();
    requireStates(crossroads.atHeadend(arrangement::list), 0);
    return clients.size();
  }

  private static void requireStates(int states, int wanted) {
    if (states != wanted) {
      throw new LabException("there are %d states, and not %d".formatted(states, wanted));
    }
  }

  private interface Piece {
    long done();
  }

  private void work(String what, Piece piece) {
    findings.work(row(what), peer, Quantity.KERNEL_CPU_PER_PACKET, piece::done);
  }

  /** Something that is done for all clients. */
  private void timed(String what, Piece piece) {
    findings.work(
        row(what),
        peer,
        Quantity.KERNEL_CPU_PER_CLIENT,
        () -> {
          long begun = System.nanoTime();
          long done = piece.done();
          double seconds = (System.nanoTime() - begun) / SECOND_NANOS;
          findings.figure(row(what), peer, Quantity.ELAPSED, seconds);
          return done;
        });
  }

  private String row(String what) {
    return clients.size() + " clients: " + what;
  }
}
