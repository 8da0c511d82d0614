package io.gatehouse.client.load;

import java.time.Duration;
import java.util.Optional;

/**
 * What is asked of the headend.
 *
 * @param clients that connect once each
 * @param parallel how many connect or leave at the same time
 * @param rate clients that begin in a second, at the most
 * @param hold how long all stay when the last one has connected; without it, each leaves as soon as
 *     it is connected
 * @param vanish whether clients that were held fall silent instead of leaving
 * @param within how long all may take that is not {@code hold}
 */
public record LoadPlan(
    int clients,
    int parallel,
    double rate,
    Optional<Duration> hold,
    boolean vanish,
    Duration within) {

  private static final int MAXIMUM_CLIENTS = 1_000_000;

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
  }
}
