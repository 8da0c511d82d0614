package io.gatehouse.client.net;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Calls a client when its deadline has come. All clients share one thread, which hands them on. */
final class Timer implements AutoCloseable {

  private static final ScheduledExecutorService CLOCK =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("gatehouse-client-clock").factory());

  private final Runnable tick;
  private Optional<Future<?>> next = Optional.empty();

  Timer(Runnable tick) {
    this.tick = tick;
  }

  synchronized void set(Optional<Instant> deadline) {
    close();
    next = deadline.map(this::schedule);
  }

  private Future<?> schedule(Instant deadline) {
    long wait = Math.max(1, Duration.between(Instant.now(), deadline).toMillis());
    return CLOCK.schedule(() -> Thread.ofVirtual().start(tick), wait, TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized void close() {
    next.ifPresent(scheduled -> scheduled.cancel(false));
    next = Optional.empty();
  }
}
