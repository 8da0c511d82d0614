package io.gatehouse.endtoend.measure;

import io.gatehouse.endtoend.lab.Daemon;
import io.gatehouse.endtoend.lab.Namespace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** ESP packets in UDP between clients and the nodes, in one direction. */
public final class EspRecording {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  // Ethernet, IP, UDP, ESP's header and the vector behind it.
  private static final String HEADERS = "60";

  private static final String WHOLE = "0";

  private final Path file;
  private final Daemon tcpdump;

  private EspRecording(Path file, Daemon tcpdump) {
    this.file = file;
    this.tcpdump = tcpdump;
  }

  /**
   * Starts to record the headers of what leaves the nodes.
   *
   * @param host the router that all packets to clients pass
   * @param device of that router, towards the clients
   * @param headend the clients' address of the nodes
   */
  public static EspRecording start(Namespace host, String device, String headend) {
    String which = "src host %s and udp src port 4500".formatted(headend);
    return start(host, "esp", device, HEADERS, which);
  }

  /**
   * Starts to record what a client sends, with all that is in it.
   *
   * @param device of the client, towards the nodes
   */
  public static EspRecording ofClient(Namespace client, String device, String headend) {
    String which = "dst host %s and udp dst port 4500".formatted(headend);
    return start(client, "esp-sent", device, WHOLE, which);
  }

  private static EspRecording start(
      Namespace host, String title, String device, String length, String which) {
    Path file = host.directory().resolve(title + ".pcap");
    Daemon tcpdump =
        host.start(
            title + "-tcpdump",
            "tcpdump",
            "-i",
            device,
            "-s",
            length,
            "-B",
            "8192",
            "-U",
            "-Z",
            "root",
            "-w",
            file.toString(),
            which + " and udp[8:4] != 0");
    tcpdump.await("listening", LIMIT, () -> tcpdump.output().contains("listening on"));
    return new EspRecording(file, tcpdump);
  }

  /** In the format of libpcap. */
  public Path file() {
    return file;
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
