package io.gatehouse.benchmark.esp;

import java.util.List;
import java.util.stream.Stream;

/** One row: what iperf3 sends, and which way. Inbound is from the client, outbound to it. */
sealed interface Traffic {

  /** Every kind, in the order of the table. */
  static List<Traffic> all() {
    return Stream.of(false, true)
        .flatMap(
            outbound ->
                Stream.<Traffic>of(
                    new Datagrams(outbound, 64, 25_000_000),
                    new Datagrams(outbound, 512, 200_000_000),
                    new Datagrams(outbound, 1372, 500_000_000),
                    new Connection(outbound)))
        .toList();
  }

  boolean outbound();

  /** The row's title without its direction. */
  String title();

  /** The options that make iperf3's client send it. */
  List<String> options();

  /**
   * UDP at a rate that charon cannot carry: both headends have as much to do as they can do.
   *
   * @param payload octets
   * @param rate bits per second of payload
   */
  record Datagrams(boolean outbound, int payload, int rate) implements Traffic {
    @Override
    public String title() {
      return "UDP of " + payload + " B";
    }

    @Override
    public List<String> options() {
      return List.of(
          "--udp", "--length", Integer.toString(payload), "--bitrate", Integer.toString(rate));
    }
  }

  /** One TCP connection, as fast as it goes. */
  record Connection(boolean outbound) implements Traffic {
    @Override
    public String title() {
      return "TCP";
    }

    @Override
    public List<String> options() {
      return List.of();
    }
  }

  default String row() {
    return (outbound() ? "outbound " : "inbound ") + title();
  }
}
