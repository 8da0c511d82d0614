package io.gatehouse.endtoend.peer;

import io.gatehouse.endtoend.lab.Addresses;
import io.gatehouse.endtoend.lab.Command;
import io.gatehouse.endtoend.lab.Daemon;
import io.gatehouse.endtoend.lab.LabException;
import io.gatehouse.endtoend.lab.Namespace;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host behind the headend. Clients have no route to it but their tunnel, so that whatever reaches
 * it has gone through that.
 */
public final class InsideHost implements AutoCloseable {
  /** How much a bulk transfer moves in each direction, in octets. */
  public static final long TRANSFER_SIZE = 10_000_000;

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Pattern RECEIVED =
      Pattern.compile("\"sum_received\":\\s*\\{[^}]*\"bytes\":\\s*(\\d+)");

  private final Daemon iperf;

  private InsideHost(Daemon iperf) {
    this.iperf = iperf;
  }

  public static InsideHost start(Namespace host) {
    Daemon iperf = host.start("iperf3", "iperf3", "--server", "--forceflush");
    iperf.await("listening", LIMIT, () -> iperf.output().contains("Server listening"));
    return new InsideHost(iperf);
  }

  /**
   * Pings from a client until an answer comes: five times at most.
   *
   * @throws LabException when none does
   */
  public static void ping(Namespace client) {
    client.command("ping", "-n", "-c", "1", "-w", "5", Addresses.INSIDE_HOST).run();
  }

  /** Whether a single ping is answered within a second. */
  public static boolean answersPing(Namespace client) {
    return client
        .command("ping", "-n", "-c", "1", "-W", "1", Addresses.INSIDE_HOST)
        .attempt()
        .succeeded();
  }

  /** Sends {@link #TRANSFER_SIZE} octets over TCP, and returns how many arrived. */
  public static long upload(Namespace client) {
    return transfer(client);
  }

  /** Receives {@link #TRANSFER_SIZE} octets over TCP, and returns how many arrived. */
  public static long download(Namespace client) {
    return transfer(client, "--reverse");
  }

  private static long transfer(Namespace client, String... direction) {
    Command command =
        client.command(
            "iperf3",
            "--client",
            Addresses.INSIDE_HOST,
            "--bytes",
            Long.toString(TRANSFER_SIZE),
            "--connect-timeout",
            "5000",
            "--json");
    String report = command.followedBy(direction).within(LIMIT).run();
    Matcher received = RECEIVED.matcher(report);
    if (!received.find()) {
      throw new LabException("iperf3 did not say what it received:\n" + report);
    }
    return Long.parseLong(received.group(1));
  }

  /** Whether a TCP connection has come from this address. */
  public boolean hasSeen(String address) {
    return iperf.output().contains("Accepted connection from " + address + ",");
  }

  @Override
  public void close() {
    iperf.stop();
  }
}
