package io.gatehouse.cluster.session;

import io.gatehouse.protocol.ike.exchange.Identities;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.ike.exchange.SessionEvent;
import java.net.InetAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sessions in the operator's log: one line for each event. */
final class SessionLog {

  private static final Logger LOG = LoggerFactory.getLogger("io.gatehouse.session");

  private static final int LONGEST = 300;

  private SessionLog() {}

  static void write(SessionEvent event) {
    switch (event) {
      case SessionEvent.Connected connected ->
          LOG.info(
              "session {} connected: user {} ({}) profile {} from {} inside {}",
              connected.sessionId(),
              line(connected.participants().userName()),
              line(Identities.text(connected.participants().client())),
              connected.participants().profile(),
              text(connected.path()),
              connected.insideAddress().map(InetAddress::getHostAddress).orElse("none"));
      case SessionEvent.Disconnected disconnected ->
          LOG.info(
              "session {} disconnected: user {} cause {}",
              disconnected.sessionId(),
              line(disconnected.userName()),
              disconnected.cause());
      case SessionEvent.Refused refused ->
          LOG.info("refused {}: {}", text(refused.path()), line(refused.reason()));
      case SessionEvent.Noted noted ->
          LOG.info("session {}: {}", noted.sessionId(), line(noted.what()));
    }
  }

  private static String text(Path path) {
    return path.remote().getAddress().getHostAddress() + ":" + path.remote().getPort();
  }

  /** Clients choose their names, and servers their reasons: one line, bounded, no controls. */
  private static String line(String text) {
    return text.codePoints()
        .limit(LONGEST)
        .map(codePoint -> isPrintable(codePoint) ? codePoint : '?')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
