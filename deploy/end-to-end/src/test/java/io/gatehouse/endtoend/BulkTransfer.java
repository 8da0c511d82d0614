package io.gatehouse.endtoend;

import io.gatehouse.endtoend.lab.Daemon;
import io.gatehouse.endtoend.lab.LabException;
import io.gatehouse.endtoend.lab.Namespace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/**
 * A TCP connection each way between a client and a host behind the headend, both as fast as they
 * go: iperf3.
 */
final class BulkTransfer implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String REPORT_SECONDS = "0.2";

  /** As in {@code [ 7][RX-C] 0.20-0.40 sec 5.00 MBytes 209715 Kbits/sec}, of either end. */
  private static final Pattern RECEIVED =
      Pattern.compile("\\[RX-[CS]].*Bytes\\s+([\\d.]+) Kbits/sec\\s*\n");

  private final Daemon server;
  private final Daemon client;

  private BulkTransfer(Daemon server, Daemon client) {
    this.server = server;
    this.client = client;
  }

  /**
   * Returns when something comes both ways.
   *
   * @param address of the inside host
   */
  static BulkTransfer start(Namespace inside, Namespace client, String address) {
    Daemon server = inside.start("iperf3", words("--server", "--one-off"));
    server.await("listening", LIMIT, () -> server.output().contains("Server listening"));
    String[] forEver = words("--client", address, "--bidir", "--time", "0");
    BulkTransfer transfer = new BulkTransfer(server, client.start("iperf3", forEver));
    transfer.awaitMore();
    return transfer;
  }

  private static String[] words(String... options) {
    List<String> words = new ArrayList<>(List.of("iperf3", "--forceflush", "--format", "k"));
    words.addAll(List.of("--interval", REPORT_SECONDS));
    words.addAll(List.of(options));
    return words.toArray(String[]::new);
  }

  /**
   * Waits until each end has received something that was not on its way before.
   *
   * @throws LabException when a connection breaks
   */
  void awaitMore() {
    awaitMore(server);
    awaitMore(client);
  }

  // The report that comes next is of what came before as well.
  private void awaitMore(Daemon receiver) {
    long seen = rates(receiver).count() + 1;
    client.await("transferring", LIMIT, () -> rates(receiver).count() > seen);
  }

  /** In kbit/s, of all intervals in which something came. */
  private static DoubleStream rates(Daemon receiver) {
    return RECEIVED
        .matcher(receiver.output())
        .results()
        .mapToDouble(report -> Double.parseDouble(report.group(1)))
        .filter(rate -> rate > 0);
  }

  /**
   * Ends it.
   *
   * @return how fast it was, for people to read
   * @throws LabException when a connection has broken before
   */
  String end() {
    if (!client.isAlive()) {
      throw new LabException("the transfer has ended:\n" + client.logTail());
    }
    client.interrupt();
    return "TCP both ways at once: %.0f kbit/s from the client, %.0f kbit/s to it"
        .formatted(rates(server).average().orElse(0), rates(client).average().orElse(0));
  }

  @Override
  public void close() {
    client.stop();
    server.stop();
  }
}
