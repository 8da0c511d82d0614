package io.gatehouse.cluster.ingress;

import io.gatehouse.cluster.session.SessionNumber;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Which session a client's IKE_SA_INIT was given to, so that its retransmissions find the same.
 * Bounded in number and time.
 */
final class InitialRequests {

  private static final int MOST = 65_536;
  private static final Duration REMEMBERED = Duration.ofSeconds(60);

  private final LinkedHashMap<Key, Entry> entries = new LinkedHashMap<>();

  private record Key(long initiatorSpi, InetSocketAddress remote) {}

  private record Entry(SessionNumber session, Instant until) {}

  Optional<SessionNumber> find(long initiatorSpi, InetSocketAddress remote, Instant now) {
    forget(now);
    return Optional.ofNullable(entries.get(new Key(initiatorSpi, remote))).map(Entry::session);
  }

  void remember(long initiatorSpi, InetSocketAddress remote, SessionNumber session, Instant now) {
    entries.putLast(new Key(initiatorSpi, remote), new Entry(session, now.plus(REMEMBERED)));
    if (entries.size() > MOST) {
      entries.pollFirstEntry();
    }
  }

  /** Entries stand in the order of their expiry. */
  private void forget(Instant now) {
    var iterator = entries.values().iterator();
    while (iterator.hasNext() && !iterator.next().until().isAfter(now)) {
      iterator.remove();
    }
  }
}
