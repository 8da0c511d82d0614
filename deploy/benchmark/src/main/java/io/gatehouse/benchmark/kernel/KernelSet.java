package io.gatehouse.benchmark.kernel;

import io.gatehouse.benchmark.BenchmarkSet;
import io.gatehouse.benchmark.kernel.ManyClients.Kind;
import io.gatehouse.benchmark.result.Absence;
import io.gatehouse.benchmark.result.Rounds;
import io.gatehouse.benchmark.result.Section;
import io.gatehouse.benchmark.testkernel.InnerProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Many clients in the test kernel: with policies, as Gatehouse installs them, and with one XFRM
 * interface.
 *
 * @param rounds of each, with a kernel that is started anew
 * @param packets to and from each client
 */
public record KernelSet(int rounds, int clients, int packets) implements BenchmarkSet {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** About four minutes. */
  public static KernelSet usual() {
    return new KernelSet(3, 10_000, 10);
  }

  @Override
  public String name() {
    return "kernel";
  }

  @Override
  public Section run(Path files) {
    Rounds figures = new Rounds();
    Set<Absence> absences = new LinkedHashSet<>();
    for (int round = 0; round < rounds; round++) {
      for (Kind kind : Kind.values()) {
        absences.addAll(run(kind, files, figures));
      }
    }
    return new Section(
        name(),
        conditions(),
        Optional.of(Kind.POLICIES.peer()),
        figures.measurements(),
        List.copyOf(absences));
  }

  private List<Absence> run(Kind kind, Path files, Rounds figures) {
    return new InnerProgram(clients + " clients: " + kind.peer(), ManyClients.class, LIMIT)
        .run(files, figures, kind.name(), Integer.toString(clients), Integer.toString(packets));
  }

  private String conditions() {
    return """
    %d clients with AES-256-GCM in UDP in the test kernel (User-Mode Linux, one processor, AES in \
    C), %d rounds in turn, each in a kernel that was just started. Policies: Gatehouse's own plane \
    without its packet filter, two states, three policies and a route for each client. Interface: \
    one XFRM interface; two states, a policy and a route for each client, by the same messages. \
    Then %d packets of %d octets to and from every client in turn, many with one system call, with \
    the headend between two hosts that discard them. CPU is that of the kernel, as the machine \
    outside accounts it; time is what passes, the JVM's work included, which is not warm. Adoption \
    is what a restarted node does, and there is none for the interface.\
    """
        .formatted(clients, rounds, packets, ManyClients.PACKET);
  }
}
