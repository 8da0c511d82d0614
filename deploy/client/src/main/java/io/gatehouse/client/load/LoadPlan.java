package io.gatehouse.client.load;

import java.time.Duration;
import java.util.Optional;

/**
 * What is asked of the headend.
 *
 * @param clients that connect once each
 * @param parallel how many connect or leave at the same time; as many as there are clients for an
 *     offered load that does not heed whether the headend keeps up
 * @param rate clients that begin, or leave after {@code hold}, in a second, at the most
 * @param hold how long all stay when the last one has connected; without it, each leaves as soon as
 *     it is connected
 * @param probing how often each client that stays sends a dead peer detection of its own
 * @param vanish whether clients that were held fall silent instead of leaving
 * @param within how long all may take that is not {@code hold}
 */
public record LoadPlan(
    int clients,
    int parallel,
    double rate,
    Optional<Duration> hold,
    Optional<Duration> probing,
    boolean vanish,
    Duration within) {

  private static final int MAXIMUM_CLIENTS = 1_000_000;
  private static final int WARM_UP_PARALLEL = 32;
  private static final Duration WARM_UP_WITHIN = Duration.ofMinutes(5);
  private static final Duration LEAST_PROBING = Duration.ofMillis(10);

  public LoadPlan {
    if (clients < 1 || clients > MAXIMUM_CLIENTS) {
      throw new IllegalArgumentException(clients + " clients: 1 to " + MAXIMUM_CLIENTS);
    }
    if (parallel < 1) {
      throw new IllegalArgumentException("at least one client must be allowed to connect");
    }
    if (!(rate > 0)) {
      throw new IllegalArgumentException("a rate must be above 0");
    }
    if (probing.filter(interval -> interval.compareTo(LEAST_PROBING) < 0).isPresent()) {
      throw new IllegalArgumentException("a client probes every 10 milliseconds at the most");
    }
  }

  /** So many clients that come and go before, to warm up both sides, in a time of their own. */
  public LoadPlan warmUp(int number) {
    return new LoadPlan(
        number,
        WARM_UP_PARALLEL,
        Double.POSITIVE_INFINITY,
        Optional.empty(),
        Optional.empty(),
        false,
        WARM_UP_WITHIN);
  }
}
