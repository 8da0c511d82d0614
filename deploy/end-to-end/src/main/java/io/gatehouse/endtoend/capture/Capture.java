package io.gatehouse.endtoend.capture;

import io.gatehouse.endtoend.lab.Daemon;
import io.gatehouse.endtoend.lab.Namespace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Records a host's IKE messages, without its ESP packets. */
public final class Capture {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  // The non-ESP marker of RFC 3948 section 2.2 tells IKE from ESP; later IP fragments have no
  // ports.
  private static final String IKE =
      "udp port 500 or (udp port 4500 and udp[8:4] = 0) or (ip[6:2] & 0x1fff != 0)";

  private final Path file;
  private final Daemon tcpdump;

  private Capture(Path file, Daemon tcpdump) {
    this.file = file;
    this.tcpdump = tcpdump;
  }

  /**
   * Starts to record what passes the host's outside interface.
   *
   * @param run names the file among those of the host
   */
  public static Capture start(Namespace host, String run) {
    Path file = host.directory().resolve(run + ".pcap");
    Daemon tcpdump =
        host.start(
            run + "-tcpdump",
            "tcpdump",
            "-i",
            "outside",
            "--immediate-mode",
            "-U",
            "-Z",
            "root",
            "-w",
            file.toString(),
            IKE);
    tcpdump.await("listening", START_LIMIT, () -> tcpdump.output().contains("listening on"));
    return new Capture(file, tcpdump);
  }

  /**
   * Ends the recording and reads it.
   *
   * @param keys of the IKE SAs in it, in the order in which they came into use
   */
  public Dissection stop(IkeSuite suite, List<IkeKeys> keys) {
    tcpdump.interrupt();
    return Dissection.of(file, suite, keys);
  }

  /**
   * Ends the recording and reads it.
   *
   * @param keyLog rows of Wireshark's {@code ikev2_decryption_table}; may be missing
   */
  public Dissection stop(Path keyLog) {
    tcpdump.interrupt();
    return Dissection.of(file, keyLog);
  }

  /** Where the packets are, in the format of libpcap. */
  public Path file() {
    return file;
  }
}
