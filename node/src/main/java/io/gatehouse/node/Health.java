package io.gatehouse.node;

import io.gatehouse.node.http.Page;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * How a node is, for balancers and for who supervises its process: one line for each thing that it
 * takes. Each question finds out anew. Safe for several threads.
 */
final class Health {

  private static final long LIMIT_SECONDS = 2;
  private static final String GOOD = "good";

  /** Where a node is in its life. */
  private enum Phase {
    STARTING,
    SERVING,
    LEAVING
  }

  private final BooleanSupplier sockets;
  private final Supplier<CompletionStage<?>> store;
  private volatile Optional<ActorSystem<?>> system = Optional.empty();
  private volatile Phase phase = Phase.STARTING;

  /**
   * @param sockets whether all are open
   * @param store asks the store something small
   */
  Health(BooleanSupplier sockets, Supplier<CompletionStage<?>> store) {
    this.sockets = sockets;
    this.store = store;
  }

  void started(ActorSystem<?> actors) {
    system = Optional.of(actors);
  }

  /** Warmed up, and the sockets are read. */
  void serving() {
    phase = Phase.SERVING;
  }

  boolean isServing() {
    return phase == Phase.SERVING;
  }

  void leaving() {
    phase = Phase.LEAVING;
  }

  /** Whether clients who come anew can be connected. */
  Page ready() {
    Map<String, String> checks = checks();
    checks.put("store", store());
    return page(checks);
  }

  /**
   * Whether established sessions are served: the store is not asked, for it is the same for all
   * nodes, and none gets better when all are taken from the balancer.
   */
  Page serves() {
    return page(checks());
  }

  /** Whether the process is worth keeping: its actors still get to work. */
  Page alive() {
    return page(Map.of("actors", actors()));
  }

  private Map<String, String> checks() {
    Map<String, String> checks = new LinkedHashMap<>();
    checks.put("phase", phase == Phase.SERVING ? GOOD : phase.name().toLowerCase(Locale.ROOT));
    checks.put("member", member());
    checks.put("sockets", sockets.getAsBoolean() ? GOOD : "closed");
    return checks;
  }

  private static Page page(Map<String, String> checks) {
    StringBuilder text = new StringBuilder();
    checks.forEach((what, how) -> text.append(what).append(": ").append(how).append('\n'));
    return Page.verdict(checks.values().stream().allMatch(GOOD::equals), text.toString());
  }

  private String member() {
    return system
        .map(actors -> Cluster.get(actors).selfMember().status())
        .map(status -> status.equals(MemberStatus.up()) ? GOOD : status.toString())
        .orElse("not yet");
  }

  private String store() {
    return inTime(store.get().toCompletableFuture(), "does not answer");
  }

  private String actors() {
    Optional<ActorSystem<?>> actors = system;
    if (actors.isEmpty()) {
      return phase == Phase.STARTING ? GOOD : "none";
    }
    if (actors.get().getWhenTerminated().toCompletableFuture().isDone()) {
      return "ended";
    }
    return inTime(
        CompletableFuture.runAsync(() -> {}, actors.get().executionContext()),
        "do not get to work");
  }

  private static String inTime(CompletableFuture<?> future, String otherwise) {
    try {
      future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
      return GOOD;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return otherwise;
    } catch (ExecutionException | TimeoutException e) {
      return otherwise;
    }
  }
}
