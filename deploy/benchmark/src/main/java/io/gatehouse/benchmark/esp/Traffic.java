package io.gatehouse.benchmark.esp;

import java.util.List;
import java.util.stream.Stream;

/** What iperf3 sends, and which way. Inbound is from the client, outbound to it. */
sealed interface Traffic {

  /**
   * Every row, in the order of the table.
   *
   * @param perSecond packets of UDP
   */
  static List<Traffic> rows(int perSecond) {
    return Stream.of(false, true)
        .flatMap(
            outbound ->
                Stream.<Traffic>of(
                    new Datagrams(outbound, 64, perSecond),
                    new Datagrams(outbound, 512, perSecond),
                    new Datagrams(outbound, 1400, perSecond),
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
   * UDP.
   *
   * @param length octets of the IP packet inside the tunnel
   * @param perSecond packets; 0: as many as the sender can
   */
  record Datagrams(boolean outbound, int length, int perSecond) implements Traffic {

    /** About what charon can just carry. When more is sent, it mostly fills queues. */
    static final int PER_SECOND = 30_000;

    private static final int HEADERS = 20 + 8;

    Datagrams unlimited() {
      return new Datagrams(outbound, length, 0);
    }

    @Override
    public String title() {
      return "UDP, " + length + " B";
    }

    @Override
    public List<String> options() {
      int payload = length - HEADERS;
      long bitrate = (long) perSecond * payload * Byte.SIZE;
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
