package io.gatehouse.node.console;

import io.gatehouse.cluster.directory.SessionReport;
import io.gatehouse.cluster.store.SessionSearch;
import io.gatehouse.node.console.show.Member;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** A headend without sessions. */
record ScriptedHeadend(MemoryArchive archive) implements Headend {

  @Override
  public CompletionStage<SessionReport> sessions(SessionSearch search) {
    return CompletableFuture.completedFuture(
        new SessionReport(List.of(), 0, Collections.emptySortedSet(), Instant.EPOCH));
  }

  /** As many as there are things that they must agree with. */
  @Override
  public CompletionStage<Integer> end(SessionSearch search) {
    return CompletableFuture.completedFuture(
        (int)
            Stream.of(search.user(), search.address(), search.node(), search.session())
                .filter(Optional::isPresent)
                .count());
  }

  @Override
  public CompletionStage<Map<String, Long>> leases() {
    return CompletableFuture.completedFuture(Map.of("REMOTE", 3L));
  }

  @Override
  public List<Member> members() {
    return List.of(new Member("vpn1", true, ""), new Member("vpn2", false, "10.0.0.2:17355"));
  }

  @Override
  public String release() {
    return "0.1.0";
  }
}
