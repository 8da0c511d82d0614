package io.gatehouse.cluster.directory;

import io.gatehouse.cluster.dataplane.DataPlane.Traffic;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.Established;
import io.gatehouse.protocol.text.PrintableLine;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;

/** {@code show crypto session}, in the layout of IOS. */
public final class CryptoSessionTable {

  private static final String CODES =
      """
      Code: C - IKE Configuration mode, D - Dead Peer Detection
      K - Keepalives, N - NAT-traversal, T - cTCP encapsulation
      X - IKE Extended Authentication, F - IKE Fragmentation
      R - IKE Auto Reconnect, U - IKE Dynamic Route Update
      S - SIP VPN

      """;

  private CryptoSessionTable() {}

  /** Lines that each end with {@code \n}. */
  public static String show(SessionReport report, boolean detail) {
    StringBuilder text = new StringBuilder("Crypto session current status\n\n");
    if (detail) {
      text.append(CODES);
    }
    report.rows().forEach(row -> session(text, row, detail, report.at()));
    return text.append(report.caveats()).toString();
  }

  private static void session(
      StringBuilder text, SessionReport.Row row, boolean detail, Instant now) {
    Established session = row.session();
    line(text, "Interface: Session%d".formatted(row.number().value()));
    line(text, "Username: " + session.participants().userName());
    line(text, "Profile: " + session.participants().profile());
    line(text, "Node: " + session.path().headend());
    if (detail) {
      line(text, "Uptime: " + clock(Duration.between(session.establishedAt(), now)));
    }
    line(text, "Session status: " + IkeSaBlock.status(session));
    line(
        text,
        "Peer: %s port %d"
            .formatted(
                session.path().remote().getAddress().getHostAddress(),
                session.path().remote().getPort()));
    line(text, "  Session ID: %d  ".formatted(row.number().value()));
    line(text, "  IKEv2 SA: " + ends(session) + " Active ");
    if (detail) {
      line(
          text,
          "          Capabilities:%s connid:%d lifetime:%s"
              .formatted(
                  capabilities(session),
                  row.number().value(),
                  clock(Duration.between(now, session.ikeExpiresAt()))));
    }
    if (!session.insideAddresses().isEmpty()) {
      line(text, "  Assigned address: " + inside(session));
    }
    for (int i = 0; i < session.childSas().size(); i++) {
      flow(text, session.childSas().get(i), row.traffic().get(i), detail, now);
    }
    text.append('\n');
  }

  private static String ends(Established session) {
    return "local %s/%d remote %s/%d"
        .formatted(
            session.path().local().getAddress().getHostAddress(),
            session.path().local().getPort(),
            session.path().remote().getAddress().getHostAddress(),
            session.path().remote().getPort());
  }

  private static String inside(Established session) {
    return session.insideAddresses().stream()
        .map(InetAddress::getHostAddress)
        .collect(Collectors.joining(", "));
  }

  private static String capabilities(Established session) {
    return "C"
        + (session.timing().deadPeerDetection().isPresent() ? "D" : "")
        + "N"
        + (session.peer().fragmentation() ? "F" : "");
  }

  private static void flow(
      StringBuilder text, ChildSa childSa, Traffic traffic, boolean detail, Instant now) {
    line(
        text,
        "  IPSEC FLOW: permit ip %s %s"
            .formatted(
                SelectorNetwork.of(childSa.local().getFirst()),
                SelectorNetwork.of(childSa.remote().getFirst())));
    line(text, "        Active SAs: 2, origin: crypto map");
    if (detail) {
      long left = Math.max(0, Duration.between(now, childSa.expiresAt()).toSeconds());
      line(
          text,
          "        Inbound:  #pkts dec'ed %d drop 0 life (KB/Sec) %s/%d"
              .formatted(
                  traffic.inboundPackets(),
                  IpsecSaTable.kilobytes(childSa.volume(), traffic.inboundOctets()),
                  left));
      line(
          text,
          "        Outbound: #pkts enc'ed %d drop 0 life (KB/Sec) %s/%d"
              .formatted(
                  traffic.outboundPackets(),
                  IpsecSaTable.kilobytes(childSa.volume(), traffic.outboundOctets()),
                  left));
    }
  }

  private static String clock(Duration duration) {
    Duration shown = duration.isNegative() ? Duration.ZERO : duration;
    String days = shown.toDays() == 0 ? "" : shown.toDays() + "d";
    return days
        + "%02d:%02d:%02d"
            .formatted(shown.toHoursPart(), shown.toMinutesPart(), shown.toSecondsPart());
  }

  private static void line(StringBuilder text, String line) {
    text.append(PrintableLine.of(line)).append('\n');
  }
}
