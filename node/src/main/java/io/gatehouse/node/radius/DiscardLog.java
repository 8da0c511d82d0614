package io.gatehouse.node.radius;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports dropped replies: the first of each kind in a minute, so that nobody can fill the log. */
final class DiscardLog {

  private static final Logger LOG = LoggerFactory.getLogger(DiscardLog.class);
  private static final long INTERVAL = Duration.ofMinutes(1).toNanos();

  private final String server;
  private final Map<Reply.Reason, Long> reported = new EnumMap<>(Reply.Reason.class);

  DiscardLog(String server) {
    this.server = server;
  }

  void discarded(Reply.Reason reason, long now) {
    Long last = reported.get(reason);
    if (last != null && now - last < INTERVAL) {
      return;
    }
    reported.put(reason, now);
    switch (reason) {
      case UNSOLICITED ->
          LOG.debug("dropped a reply of RADIUS server {}: it {}", server, reason.description());
      case WRONG_SOURCE,
          MALFORMED,
          UNEXPECTED_CODE,
          WRONG_RESPONSE_AUTHENTICATOR,
          NO_MESSAGE_AUTHENTICATOR,
          WRONG_MESSAGE_AUTHENTICATOR ->
          LOG.warn("dropped a reply of RADIUS server {}: it {}", server, reason.description());
    }
  }
}
