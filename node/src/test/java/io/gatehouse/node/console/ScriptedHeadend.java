package io.gatehouse.node.console;

import io.gatehouse.cluster.aaa.AccessReply;
import io.gatehouse.cluster.aaa.RadiusAttributes;
import io.gatehouse.cluster.aaa.TrialLogin;
import io.gatehouse.cluster.config.ServerGroup;
import io.gatehouse.cluster.directory.ClusterReport;
import io.gatehouse.cluster.directory.NodeReport;
import io.gatehouse.cluster.directory.SessionReport;
import io.gatehouse.cluster.store.SessionSearch;
import io.gatehouse.node.console.show.Member;
import io.gatehouse.protocol.octets.Secret;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
  public CompletionStage<ClusterReport> report(Optional<String> node) {
    NodeReport vpn1 =
        new NodeReport(
            "vpn1", "0.1.0", Instant.EPOCH, Map.of("sessions_established", 17L), List.of());
    return CompletableFuture.completedFuture(
        new ClusterReport(List.of(vpn1), new TreeSet<>(Set.of("vpn2"))));
  }

  /** Each server says no. */
  @Override
  public CompletionStage<List<TrialLogin.Answer>> tryLogin(
      ServerGroup group, String userName, Secret password) {
    return CompletableFuture.completedFuture(
        group.servers().stream()
            .map(
                server ->
                    new TrialLogin.Answer(server, new AccessReply.Reject(RadiusAttributes.of())))
            .toList());
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
