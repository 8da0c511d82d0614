package io.gatehouse.cluster.session;

import io.gatehouse.protocol.ike.exchange.Identities;
import io.gatehouse.protocol.ike.exchange.Participants;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.ike.exchange.SessionEvent;
import io.gatehouse.protocol.ike.exchange.SessionEvent.Document.Direction;
import io.gatehouse.protocol.text.PrintableLine;
import java.net.InetAddress;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sessions in the operator's log: one line for each event. */
final class SessionLog {

  private static final Logger LOG = LoggerFactory.getLogger("io.gatehouse.session");

  private SessionLog() {}

  static void write(SessionEvent event) {
    switch (event) {
      case SessionEvent.Connected connected ->
          LOG.info(
              "session {} connected: user {} ({}){} profile {} from {} inside {}",
              connected.sessionId(),
              PrintableLine.of(connected.participants().userName()),
              PrintableLine.of(Identities.text(connected.participants().client())),
              certificate(connected.participants()),
              connected.participants().profile(),
              text(connected.path()),
              inside(connected));
      case SessionEvent.Disconnected disconnected ->
          LOG.info(
              "session {} disconnected: user {} cause {}",
              disconnected.sessionId(),
              PrintableLine.of(disconnected.userName()),
              disconnected.cause());
      case SessionEvent.Refused refused ->
          LOG.info("refused {}: {}", text(refused.path()), PrintableLine.of(refused.reason()));
      case SessionEvent.Document(Path path, Direction direction, String document) ->
          LOG.info(
              "anyconnect-eap {} {}: {}",
              direction == Direction.FROM ? "from" : "to",
              text(path),
              document);
      case SessionEvent.Wishes(Path path, String attributes) ->
          LOG.info("anyconnect-eap from {}: CFG_REQUEST {}", text(path), attributes);
      case SessionEvent.Noted noted ->
          LOG.info("session {}: {}", noted.sessionId(), PrintableLine.of(noted.what()));
    }
  }

  private static String certificate(Participants participants) {
    return participants
        .certificate()
        .map(
            certificate ->
                " certificate %s serial %s"
                    .formatted(certificate.subject(), certificate.serialNumber()))
        .orElse("");
  }

  private static String inside(SessionEvent.Connected connected) {
    return connected.insideAddresses().isEmpty()
        ? "none"
        : connected.insideAddresses().stream()
            .map(InetAddress::getHostAddress)
            .collect(Collectors.joining(" "));
  }

  private static String text(Path path) {
    return path.remote().getAddress().getHostAddress() + ":" + path.remote().getPort();
  }
}
