package io.gatehouse.cluster.directory;

import io.gatehouse.cluster.dataplane.DataPlane;
import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.Established;
import io.gatehouse.protocol.ike.exchange.Identities;
import io.gatehouse.protocol.ike.message.TrafficSelector;
import io.gatehouse.protocol.text.PrintableLine;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** {@code show crypto ikev2 session detailed}, in the layout of IOS. */
public final class SessionTable {

  private static final String COLUMNS = "%-9s %-21s %-21s %-20s %-7s\n";

  /** Shown of each side of a CHILD SA: a client may ask for hundreds. */
  private static final int MOST_SELECTORS = 4;

  private SessionTable() {}

  /** A session with the counters of its CHILD SAs, in their order. */
  public record Row(SessionNumber number, Established session, List<DataPlane.Traffic> traffic) {}

  /**
   * @param total how many sessions there are, of which {@code rows} may be the first
   */
  public static String detailed(List<Row> rows, long total, Instant now) {
    StringBuilder text = new StringBuilder(" IPv4 Crypto IKEv2 Session \n\n");
    for (Row row : rows) {
      session(text, row, now);
    }
    text.append(
        "Total sessions: %d%s\n"
            .formatted(total, rows.size() < total ? " (the first are shown)" : ""));
    return text.toString();
  }

  private static void session(StringBuilder text, Row row, Instant now) {
    Established session = row.session();
    int id = row.number().value();
    text.append(
        "Session-id:%d, Status:%s, IKE count:1, CHILD count:%d\n\n"
            .formatted(
                id,
                session.childSas().isEmpty() ? "UP-IDLE" : "UP-ACTIVE",
                session.childSas().size()));
    text.append(COLUMNS.formatted("Tunnel-id", "Local", "Remote", "fvrf/ivrf", "Status"));
    text.append(
        COLUMNS.formatted(
            id,
            address(session.path().local()),
            address(session.path().remote()),
            "none/none",
            "READY"));
    line(
        text,
        "%s, Auth sign: %s, Auth verify: %s"
            .formatted(
                AlgorithmNames.of(session.ikeSa().suite()),
                session.participants().localMethod(),
                verify(session)));
    line(
        text,
        "Life/Active Time: %d/%d sec"
            .formatted(
                session.timing().ikeLifetime().toSeconds(),
                Duration.between(session.establishedAt(), now).toSeconds()));
    line(text, "CE id: %d, Session-id: %d".formatted(id, id));
    line(
        text,
        "Local spi: %016X       Remote spi: %016X"
            .formatted(session.ikeSa().responderSpi(), session.ikeSa().initiatorSpi()));
    line(text, "Status Description: Negotiation done");
    line(text, "Local id: %s".formatted(Identities.text(session.participants().headend())));
    line(text, "Remote id: %s".formatted(Identities.text(session.participants().client())));
    line(text, "Remote EAP id: %s".formatted(session.participants().userName()));
    certificate(text, session);
    messageIds(text, session);
    deadPeerDetection(text, session);
    line(text, "NAT-T is detected  outside");
    for (InetAddress inside : session.insideAddresses()) {
      line(text, "Assigned host addr: %s".formatted(inside.getHostAddress()));
    }
    line(text, "Initiator of SA : No");
    line(text, "PEER TYPE: %s".formatted(session.peer().anyConnect() ? "AnyConnect" : "Other"));
    for (int i = 0; i < session.childSas().size(); i++) {
      childSa(text, session.childSas().get(i), row.traffic().get(i));
    }
    text.append('\n');
  }

  private static String verify(Established session) {
    return switch (session.participants().method()) {
      case PSK -> "PSK";
      case CERT -> "RSA";
      case EAP -> "EAP";
      case ANYCONNECT_EAP -> "AnyConnect-EAP";
    };
  }

  /** IOS has no line for it. */
  private static void certificate(StringBuilder text, Established session) {
    session
        .participants()
        .certificate()
        .ifPresent(
            certificate -> {
              line(text, "Remote certificate: %s".formatted(certificate.subject()));
              line(
                  text,
                  "Remote certificate issuer: %s, serial: %s"
                      .formatted(certificate.issuer(), certificate.serialNumber()));
            });
  }

  private static void messageIds(StringBuilder text, Established session) {
    line(
        text,
        "Local req msg id:  %-15dRemote req msg id:  %-10d"
            .formatted(session.ownIds().next(), session.window().nextId()));
    line(
        text,
        "Local next msg id: %-15dRemote next msg id: %-10d"
            .formatted(session.ownIds().next(), session.window().nextId()));
    line(
        text,
        "Local req queued:  %-15dRemote req queued:  %-10d"
            .formatted(session.ownIds().next(), session.window().nextId()));
    line(text, "Local window:      %-15dRemote window:      %-10d".formatted(1, 1));
  }

  private static void deadPeerDetection(StringBuilder text, Established session) {
    session
        .timing()
        .deadPeerDetection()
        .ifPresentOrElse(
            dpd ->
                line(
                    text,
                    "DPD configured for %d seconds, retry %d"
                        .formatted(dpd.interval().toSeconds(), dpd.retryInterval().toSeconds())),
            () -> line(text, "DPD configured for 0 seconds, retry 0"));
    line(
        text,
        session.peer().fragmentation()
            ? "IETF Std Fragmentation  configured."
            : "Fragmentation not  configured.");
  }

  private static void childSa(StringBuilder text, ChildSa childSa, DataPlane.Traffic traffic) {
    text.append("Child sa: local selector  %s\n".formatted(selector(childSa.local().getFirst())));
    childSa.local().stream()
        .limit(MOST_SELECTORS)
        .skip(1)
        .forEach(more -> indented(text, "local selector  %s".formatted(selector(more))));
    childSa.remote().stream()
        .limit(MOST_SELECTORS)
        .forEach(remote -> indented(text, "remote selector %s".formatted(selector(remote))));
    indented(
        text, "ESP spi in/out: 0x%X/0x%X".formatted(childSa.inboundSpi(), childSa.outboundSpi()));
    indented(text, "%s".formatted(AlgorithmNames.of(childSa.suite())));
    indented(text, "ah_hmac: None, comp: IPCOMP_NONE, mode tunnel");
    indented(
        text,
        "packets in/out: %d/%d, octets in/out: %d/%d"
            .formatted(
                traffic.inboundPackets(),
                traffic.outboundPackets(),
                traffic.inboundOctets(),
                traffic.outboundOctets()));
  }

  private static String selector(TrafficSelector selector) {
    return "%s/%d - %s/%d"
        .formatted(
            selector.startAddress().getHostAddress(),
            selector.startPort(),
            selector.endAddress().getHostAddress(),
            selector.endPort());
  }

  private static String address(InetSocketAddress end) {
    return end.getAddress().getHostAddress() + "/" + end.getPort();
  }

  private static void line(StringBuilder text, String line) {
    text.append("      ").append(PrintableLine.of(line)).append('\n');
  }

  private static void indented(StringBuilder text, String line) {
    text.append("          ").append(line).append('\n');
  }
}
