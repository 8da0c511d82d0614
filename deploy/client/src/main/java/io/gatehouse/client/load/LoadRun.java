package io.gatehouse.client.load;

import io.gatehouse.client.initiator.Initiator;
import io.gatehouse.client.initiator.InitiatorSettings;
import io.gatehouse.client.net.SharedSocket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Lets the clients of a plan loose. */
public final class LoadRun {

  private static final int PROGRESS_SECONDS = 1;

  private final LoadPlan plan;
  private final IntFunction<InitiatorSettings> settings;
  private final List<SharedSocket> sockets;
  private final Consumer<String> people;
  private final SecureRandom random = new SecureRandom();
  private final Semaphore free;
  private final Tally tally;
  private final SimulatedClient.Stay stay;
  private final Deadlines deadlines = new Deadlines();

  /** Without those that are long over. */
  private final Set<SimulatedClient> clients = ConcurrentHashMap.newKeySet();

  private final long begunNanos = System.nanoTime();
  private long heldNanos;

  private LoadRun(
      LoadPlan plan,
      IntFunction<InitiatorSettings> settings,
      List<SharedSocket> sockets,
      ProbeLog probeLog,
      Consumer<String> people) {
    this.plan = plan;
    this.settings = settings;
    this.sockets = sockets;
    this.people = people;
    this.free = new Semaphore(plan.parallel());
    this.tally = new Tally(begunNanos);
    this.stay =
        plan.hold().isPresent()
            ? new SimulatedClient.Stay.Held(plan.probing(), probeLog)
            : new SimulatedClient.Stay.Passing();
  }

  /**
   * Returns when the last client has left, or the time is over.
   *
   * @param settings of the client with this number, from 1
   * @param sockets that the clients share evenly
   * @param probeLog hears of each answer to the clients' dead peer detection
   * @param people hear how it goes
   */
  public static LoadReport run(
      LoadPlan plan,
      IntFunction<InitiatorSettings> settings,
      List<SharedSocket> sockets,
      ProbeLog probeLog,
      Consumer<String> people)
      throws InterruptedException {
    var run = new LoadRun(plan, settings, sockets, probeLog, people);
    Thread clock = daemon("clock", run.deadlines::serve);
    Thread progress = daemon("progress", run::tellProgress);
    run.run();
    clock.interrupt();
    progress.interrupt();
    return run.tally.report();
  }

  private static Thread daemon(String name, Runnable task) {
    return Thread.ofPlatform().daemon().name("gatehouse-client-" + name).start(task);
  }

  private void tellProgress() {
    try {
      while (true) {
        TimeUnit.SECONDS.sleep(PROGRESS_SECONDS);
        clients.removeIf(SimulatedClient::over);
        people.accept(tally.progress());
      }
    } catch (InterruptedException e) {
      // All is done.
    }
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
      awaitTurn(begunNanos, number);
      if (!take(1)) {
        return false;
      }
      SimulatedClient client = client(number);
      clients.add(client);
      client.begin();
    }
    tally.offered(plan.clients(), System.nanoTime());
    return true;
  }

  /** Clients begin and leave at even distances, but none is waited for that is late. */
  private void awaitTurn(long sinceNanos, int number) throws InterruptedException {
    long dueNanos = sinceNanos + (long) ((number - 1) * 1e9 / plan.rate());
    TimeUnit.NANOSECONDS.sleep(dueNanos - System.nanoTime());
  }

  private SimulatedClient client(int number) {
    return new SimulatedClient(
        new Initiator(settings.apply(number), random),
        sockets.get(number % sockets.size()),
        tally,
        stay,
        deadlines,
        free::release);
  }

  private boolean hold(Duration time) throws InterruptedException {
    people.accept("holding for " + time.toSeconds() + " seconds: " + tally.progress());
    TimeUnit.NANOSECONDS.sleep(time.toNanos());
    heldNanos = time.toNanos();
    return plan.vanish() || leaveAll();
  }

  private boolean leaveAll() throws InterruptedException {
    long sinceNanos = System.nanoTime();
    int number = 0;
    for (SimulatedClient client : clients) {
      awaitTurn(sinceNanos, ++number);
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
