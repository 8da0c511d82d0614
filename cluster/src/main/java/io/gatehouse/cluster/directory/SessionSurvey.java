package io.gatehouse.cluster.directory;

import io.gatehouse.cluster.dataplane.DataPlane.Traffic;
import io.gatehouse.cluster.dataplane.DataPlanes;
import io.gatehouse.cluster.dataplane.NodeAgent.Held;
import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.SessionListing;
import io.gatehouse.cluster.store.SessionSearch;
import io.gatehouse.cluster.store.SessionStore;
import io.gatehouse.cluster.store.StoredState;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.Established;
import io.gatehouse.protocol.ike.exchange.SessionState;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * Asks the whole cluster for its sessions: the store for their states, and the machines that their
 * packets come to for what they have carried. A machine that does not answer keeps nobody waiting
 * for longer than half a second.
 */
public final class SessionSurvey {

  /** So many sessions are shown; a table of a hundred thousand is no table. */
  public static final int MOST = 1_000;

  private final SessionStore<SessionState> store;
  private final DataPlanes planes;
  private final InstantSource clock;

  public SessionSurvey(SessionStore<SessionState> store, DataPlanes planes, InstantSource clock) {
    this.store = store;
    this.planes = planes;
    this.clock = clock;
  }

  /** Fails as the store does. */
  public CompletionStage<SessionReport> ask(SessionSearch search) {
    return store
        .listings()
        .search(search, MOST)
        .thenCompose(this::read)
        .thenCombine(store.listings().count(search), Found::new)
        .thenCompose(this::withTraffic);
  }

  private record Session(SessionNumber number, Established state) {}

  private record Found(List<Session> sessions, long total) {}

  /** What one machine said. */
  private record Told(String machine, Optional<List<Held>> held) {}

  private CompletionStage<List<Session>> read(List<SessionListing> listings) {
    List<CompletableFuture<Optional<Session>>> reads =
        listings.stream().map(listing -> session(listing.session()).toCompletableFuture()).toList();
    return joined(reads)
        .thenApply(sessions -> sessions.stream().flatMap(Optional::stream).toList());
  }

  /** A session may have ended since it was listed. */
  private CompletionStage<Optional<Session>> session(SessionNumber number) {
    return store
        .read(number)
        .thenApply(
            stored ->
                stored
                    .map(StoredState::state)
                    .filter(Established.class::isInstance)
                    .map(state -> new Session(number, (Established) state)));
  }

  private CompletionStage<SessionReport> withTraffic(Found found) {
    Map<String, List<Integer>> spis = new TreeMap<>();
    for (Session session : found.sessions()) {
      List<Integer> there =
          spis.computeIfAbsent(session.state().path().headend(), _ -> new ArrayList<>());
      session.state().childSas().forEach(childSa -> there.add(childSa.inboundSpi()));
    }
    return joined(spis.entrySet().stream().map(e -> told(e.getKey(), e.getValue())).toList())
        .thenApply(told -> report(found, told));
  }

  private CompletableFuture<Told> told(String machine, List<Integer> spis) {
    CompletionStage<List<Held>> held =
        planes.isHere(machine)
            ? CompletableFuture.completedFuture(planes.held(spis))
            : planes.ask(machine, spis);
    return held.thenApply(all -> new Told(machine, Optional.of(all)))
        .exceptionally(_ -> new Told(machine, Optional.empty()))
        .toCompletableFuture();
  }

  private SessionReport report(Found found, List<Told> told) {
    Map<Integer, Held> held = new HashMap<>();
    told.stream()
        .flatMap(one -> one.held().stream().flatMap(List::stream))
        .forEach(one -> held.put(one.inboundSpi(), one));
    TreeSet<String> silent =
        told.stream()
            .filter(one -> one.held().isEmpty())
            .map(Told::machine)
            .collect(Collectors.toCollection(TreeSet::new));
    List<SessionReport.Row> rows =
        found.sessions().stream()
            .map(
                session ->
                    new SessionReport.Row(
                        session.number(),
                        session.state(),
                        session.state().childSas().stream()
                            .map(childSa -> traffic(held, childSa))
                            .toList()))
            .toList();
    return new SessionReport(rows, found.total(), silent, clock.instant());
  }

  /** The inbound SPI may have been another session's before. */
  private static Traffic traffic(Map<Integer, Held> held, ChildSa childSa) {
    return Optional.ofNullable(held.get(childSa.inboundSpi()))
        .filter(one -> one.outboundSpi() == childSa.outboundSpi())
        .map(Held::traffic)
        .orElse(Traffic.NONE);
  }

  private static <T> CompletableFuture<List<T>> joined(List<CompletableFuture<T>> stages) {
    return CompletableFuture.allOf(stages.toArray(CompletableFuture[]::new))
        .thenApply(_ -> stages.stream().map(CompletableFuture::join).toList());
  }
}
