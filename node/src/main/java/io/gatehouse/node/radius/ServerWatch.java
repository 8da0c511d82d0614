package io.gatehouse.node.radius;

import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows whether a server can be expected to answer, on the event loop only. */
final class ServerWatch {

  private static final Logger LOG = LoggerFactory.getLogger(ServerWatch.class);

  private final String server;
  private final Service service;
  private final Supplier<Duration> deadTime;
  private final LinkStatistics statistics;
  private ServerHealth health = ServerHealth.unknown(System.nanoTime());

  /**
   * @param deadTime how long a server that did not answer is passed over, at the moment
   */
  ServerWatch(
      String server, Service service, Supplier<Duration> deadTime, LinkStatistics statistics) {
    this.server = server;
    this.service = service;
    this.deadTime = deadTime;
    this.statistics = statistics;
  }

  boolean isAlive() {
    return health.isAliveAt(System.nanoTime());
  }

  void answered() {
    if (!isAlive()) {
      LOG.info("RADIUS server {} is back for {}", server, service.description());
    }
    health = health.answered(System.nanoTime());
    statistics.alive(true);
  }

  /**
   * @param firstSent when the request that nobody answered was sent for the first time
   * @return whether the server is passed over from now on
   */
  boolean fellSilent(long firstSent) {
    boolean wasAlive = isAlive();
    health = health.silent(firstSent, System.nanoTime(), deadTime.get());
    boolean died = wasAlive && !isAlive();
    if (died) {
      statistics.alive(false);
      LOG.warn(
          "RADIUS server {} does not answer, and is passed over for {}",
          server,
          service.description());
    }
    return died;
  }
}
