package io.gatehouse.cluster.session;

import io.gatehouse.protocol.ike.exchange.Identities;
import io.gatehouse.protocol.ike.exchange.SessionEvent;
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
              "session {} connected: user {} ({}) profile {} from {} inside {}",
              connected.sessionId(),
              connected.participants().userName(),
              Identities.text(connected.participants().client()),
              connected.participants().profile(),
              connected.path().remote(),
              connected.insideAddress().map(Object::toString).orElse("none"));
      case SessionEvent.Disconnected disconnected ->
          LOG.info(
              "session {} disconnected: user {} cause {}",
              disconnected.sessionId(),
              disconnected.userName(),
              disconnected.cause());
      case SessionEvent.Refused refused ->
          LOG.info("refused {}: {}", refused.path().remote(), refused.reason());
      case SessionEvent.Noted noted -> LOG.info("session {}: {}", noted.sessionId(), noted.what());
    }
  }
}
