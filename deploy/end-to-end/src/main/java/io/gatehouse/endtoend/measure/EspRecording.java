package io.gatehouse.endtoend.measure;

import io.gatehouse.endtoend.lab.Daemon;
import io.gatehouse.endtoend.lab.Namespace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The headers of all ESP packets that leave the nodes for clients. */
public final class EspRecording {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  // Ethernet, IP, UDP, ESP's header and the vector behind it.
  private static final String LENGTH = "60";

  private final Path file;
  private final Daemon tcpdump;

  private EspRecording(Path file, Daemon tcpdump) {
    this.file = file;
    this.tcpdump = tcpdump;
  }

  /**
   * Starts to record.
   *
   * @param host the router that all packets to clients pass
   * @param device of that router, towards the clients
   * @param headend the clients' address of the nodes
   */
  public static EspRecording start(Namespace host, String device, String headend) {
    Path file = host.directory().resolve("esp.pcap");
    Daemon tcpdump =
        host.start(
            "esp-tcpdump",
            "tcpdump",
            "-i",
            device,
            "-s",
            LENGTH,
            "-B",
            "8192",
            "-U",
            "-Z",
            "root",
            "-w",
            file.toString(),
            "src host %s and udp src port 4500 and udp[8:4] != 0".formatted(headend));
    tcpdump.await("listening", LIMIT, () -> tcpdump.output().contains("listening on"));
    return new EspRecording(file, tcpdump);
  }

  /** How many packets are in it, after {@link #stop} at the latest. */
  public long packets() {
    return EspReuse.in(file).packets();
  }

  /** Whatever was used twice, so far. */
  public List<String> reuses() {
    return EspReuse.in(file).reuses();
  }

  public void stop() {
    tcpdump.interrupt();
  }
}
