package io.gatehouse.client.load;

import io.gatehouse.client.initiator.Initiator;
import io.gatehouse.client.initiator.InitiatorSettings;
import io.gatehouse.client.net.SharedSocket;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Lets the clients of a plan loose. */
public final class LoadRun {

  private static final int TICK_MILLIS = 100;
  private static final int TICKS_BETWEEN_PROGRESS = 10;

  private final LoadPlan plan;
  private final IntFunction<InitiatorSettings> settings;
  private final List<SharedSocket> sockets;
  private final Consumer<String> people;
  private final SecureRandom random = new SecureRandom();
  private final Semaphore free;
  private final Tally tally;

  /** Without those that are long over. */
  private final Set<SimulatedClient> clients = ConcurrentHashMap.newKeySet();

  private final long begunNanos = System.nanoTime();
  private long heldNanos;

  private LoadRun(
      LoadPlan plan,
      IntFunction<InitiatorSettings> settings,
      List<SharedSocket> sockets,
      Consumer<String> people) {
    this.plan = plan;
    this.settings = settings;
    this.sockets = sockets;
    this.people = people;
    this.free = new Semaphore(plan.parallel());
    this.tally = new Tally(plan.clients(), begunNanos);
  }

  /**
   * Returns when the last client has left, or the time is over.
   *
   * @param settings of the client with this number, from 1
   * @param sockets that the clients share evenly
   * @param people hear how it goes
   */
  public static LoadReport run(
      LoadPlan plan,
      IntFunction<InitiatorSettings> settings,
      List<SharedSocket> sockets,
      Consumer<String> people)
      throws InterruptedException {
    var run = new LoadRun(plan, settings, sockets, people);
    Thread clock = Thread.ofPlatform().daemon().name("gatehouse-client-clock").start(run::watch);
    run.run();
    clock.interrupt();
    return run.tally.report();
  }

  private void watch() {
    try {
      for (int ticks = 1; ; ticks++) {
        TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
        tick();
        if (ticks % TICKS_BETWEEN_PROGRESS == 0) {
          people.accept(tally.progress());
        }
      }
    } catch (InterruptedException e) {
      // All is done.
    }
  }

  private void tick() {
    Instant now = Instant.now();
    clients.removeIf(SimulatedClient::over);
    clients.forEach(client -> client.tick(now));
  }

  private void run() throws InterruptedException {
    boolean inTime = connectAll() && awaitAll();
    if (plan.hold().isPresent()) {
      inTime &= hold(plan.hold().get());
    }
    if (!inTime) {
      tally.failed("not done within " + plan.within().toSeconds() + " seconds");
    }
  }

  private boolean connectAll() throws InterruptedException {
    for (int number = 1; number <= plan.clients(); number++) {
      awaitTurn(number);
      if (!take(1)) {
        return false;
      }
      SimulatedClient client = client(number);
      clients.add(client);
      client.begin();
    }
    return true;
  }

  /** Clients begin at even distances, but none is waited for that is late. */
  private void awaitTurn(int number) throws InterruptedException {
    long dueNanos = begunNanos + (long) ((number - 1) * 1e9 / plan.rate());
    TimeUnit.NANOSECONDS.sleep(dueNanos - System.nanoTime());
  }

  private SimulatedClient client(int number) {
    return new SimulatedClient(
        new Initiator(settings.apply(number), random),
        sockets.get(number % sockets.size()),
        tally,
        plan.hold().isEmpty(),
        free::release);
  }

  private boolean hold(Duration time) throws InterruptedException {
    people.accept("holding for " + time.toSeconds() + " seconds: " + tally.progress());
    TimeUnit.NANOSECONDS.sleep(time.toNanos());
    heldNanos = time.toNanos();
    return plan.vanish() || leaveAll();
  }

  private boolean leaveAll() throws InterruptedException {
    for (SimulatedClient client : clients) {
      if (!take(1)) {
        return false;
      }
      client.leave();
    }
    return awaitAll();
  }

  private boolean awaitAll() throws InterruptedException {
    if (!take(plan.parallel())) {
      return false;
    }
    free.release(plan.parallel());
    return true;
  }

  private boolean take(int places) throws InterruptedException {
    long left = plan.within().toNanos() + heldNanos - (System.nanoTime() - begunNanos);
    return free.tryAcquire(places, left, TimeUnit.NANOSECONDS);
  }
}
