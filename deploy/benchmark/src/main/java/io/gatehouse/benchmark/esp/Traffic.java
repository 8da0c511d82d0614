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
                    new Datagrams(outbound, 64),
                    new Datagrams(outbound, 512),
                    new Datagrams(outbound, 1400),
                    new Connection(outbound)))
        .toList();
  }

  boolean outbound();

  /** The row's title without its direction. */
  String title();

  /** The options that make iperf3's client send it. */
  List<String> options();

  default String row() {
    return (outbound() ? "outbound " : "inbound ") + title();
  }

  /**
   * UDP, faster than charon can carry it: both headends have as much to do as they can do.
   *
   * @param length octets of the IP packet inside the tunnel
   */
  record Datagrams(boolean outbound, int length) implements Traffic {

    static final int PER_SECOND = 100_000;

    private static final int HEADERS = 20 + 8;

    @Override
    public String title() {
      return "UDP, " + length + " B";
    }

    @Override
    public List<String> options() {
      int payload = length - HEADERS;
      long bitrate = (long) PER_SECOND * payload * Byte.SIZE;
      return List.of(
          "--udp", "--length", Integer.toString(payload), "--bitrate", Long.toString(bitrate));
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
}
