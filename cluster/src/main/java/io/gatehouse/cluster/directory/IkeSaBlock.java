package io.gatehouse.cluster.directory;

import io.gatehouse.protocol.ike.exchange.Established;
import io.gatehouse.protocol.ike.exchange.Identities;
import io.gatehouse.protocol.ike.policy.AddressFamily;
import io.gatehouse.protocol.ike.policy.DeadPeerDetection;
import io.gatehouse.protocol.text.PrintableLine;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** An IKE SA, as {@code show crypto ikev2 session} and {@code sa} have it in common. */
final class IkeSaBlock {

  private static final String COLUMNS = "%-9s %-21s %-21s %-20s %-7s\n";

  private final Instant now;
  private final boolean detailed;

  IkeSaBlock(Instant now, boolean detailed) {
    this.now = now;
    this.detailed = detailed;
  }

  static String status(Established session) {
    return session.childSas().isEmpty() ? "UP-IDLE" : "UP-ACTIVE";
  }

  void write(StringBuilder text, SessionReport.Row row) {
    Established session = row.session();
    int id = row.number().value();
    ends(text, row.family(), id, session);
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
                Math.max(0, Duration.between(session.establishedAt(), now).toSeconds())));
    if (detailed) {
      identities(text, id, session);
      messageIds(text, session);
      features(text, session);
    }
  }

  private static void ends(StringBuilder text, AddressFamily family, int id, Established session) {
    String local = end(session.path().local());
    String remote = end(session.path().remote());
    String status = session.ending().isPresent() ? "DELETE" : "READY";
    switch (family) {
      case IPV4 -> {
        text.append(COLUMNS.formatted("Tunnel-id", "Local", "Remote", "fvrf/ivrf", "Status"));
        text.append(COLUMNS.formatted(id, local, remote, "none/none", status));
      }
      case IPV6 -> {
        text.append("Tunnel-id    fvrf/ivrf              Status \n");
        text.append("%-10d %-21s %-7s\n".formatted(id, "none/none", status));
        text.append("Local  %s\nRemote  %s\n".formatted(local, remote));
      }
    }
  }

  private static String verify(Established session) {
    return switch (session.participants().method()) {
      case PSK -> "PSK";
      case CERT -> "RSA";
      case EAP -> "EAP";
      case ANYCONNECT_EAP -> "AnyConnect-EAP";
    };
  }

  private static void identities(StringBuilder text, int id, Established session) {
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
    String local = Integer.toUnsignedString(session.ownIds().next());
    String remote = Integer.toUnsignedString(session.window().nextId());
    line(text, "Local req msg id:  %-15sRemote req msg id:  %-10s".formatted(local, remote));
    line(text, "Local next msg id: %-15sRemote next msg id: %-10s".formatted(local, remote));
    line(text, "Local req queued:  %-15sRemote req queued:  %-10s".formatted(local, remote));
    line(text, "Local window:      %-15dRemote window:      %-10d".formatted(1, 1));
  }

  private static void features(StringBuilder text, Established session) {
    Optional<DeadPeerDetection> dpd = session.timing().deadPeerDetection();
    line(
        text,
        "DPD configured for %d seconds, retry %d"
            .formatted(
                dpd.map(DeadPeerDetection::interval).orElse(Duration.ZERO).toSeconds(),
                dpd.map(DeadPeerDetection::retryInterval).orElse(Duration.ZERO).toSeconds()));
    line(
        text,
        session.peer().fragmentation()
            ? "IETF Std Fragmentation  configured."
            : "Fragmentation not  configured.");
    line(text, "Dynamic Route Update: disabled");
    line(text, "Extended Authentication not configured.");
    line(text, "NAT-T is detected  outside");
    line(text, "Cisco Trust Security SGT is disabled");
    for (InetAddress inside : session.insideAddresses()) {
      line(text, "Assigned host addr: %s".formatted(inside.getHostAddress()));
    }
    line(text, "Initiator of SA : No");
    line(text, "PEER TYPE: %s".formatted(session.peer().anyConnect() ? "AnyConnect" : "Other"));
  }

  private static String end(InetSocketAddress end) {
    return end.getAddress().getHostAddress() + "/" + end.getPort();
  }

  private static void line(StringBuilder text, String line) {
    text.append("      ").append(PrintableLine.of(line)).append('\n');
  }
}
