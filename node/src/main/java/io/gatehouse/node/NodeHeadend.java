package io.gatehouse.node;

import io.gatehouse.cluster.aaa.RadiusClient;
import io.gatehouse.cluster.aaa.TrialLogin;
import io.gatehouse.cluster.config.ServerGroup;
import io.gatehouse.cluster.config.archive.ConfigurationArchive;
import io.gatehouse.cluster.directory.ClusterReport;
import io.gatehouse.cluster.directory.ClusterSurvey;
import io.gatehouse.cluster.directory.SessionReport;
import io.gatehouse.cluster.directory.SessionSurvey;
import io.gatehouse.cluster.membership.Nodes;
import io.gatehouse.cluster.session.SessionCommand;
import io.gatehouse.cluster.session.SessionRouter;
import io.gatehouse.cluster.store.SessionListings;
import io.gatehouse.cluster.store.SessionSearch;
import io.gatehouse.node.console.Headend;
import io.gatehouse.node.console.show.Member;
import io.gatehouse.protocol.ike.exchange.SessionEvent;
import io.gatehouse.protocol.octets.Secret;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** What this node tells its console. */
record NodeHeadend(
    ConfigurationArchive archive,
    SessionSurvey survey,
    ClusterSurvey reports,
    SessionListings listings,
    SessionRouter router,
    RadiusClient radius,
    Nodes nodes)
    implements Headend {

  @Override
  public CompletionStage<SessionReport> sessions(SessionSearch search) {
    return survey.ask(search);
  }

  @Override
  public CompletionStage<Integer> end(SessionSearch search) {
    return listings
        .search(search, SessionListings.MAX_PAGE)
        .thenApply(
            found -> {
              SessionCommand terminate =
                  new SessionCommand.Terminate(SessionEvent.Cause.ADMINISTRATOR);
              found.forEach(listing -> router.tell(listing.session(), terminate));
              return found.size();
            });
  }

  @Override
  public CompletionStage<ClusterReport> report(Optional<String> node) {
    return reports.ask(node);
  }

  @Override
  public CompletionStage<List<TrialLogin.Answer>> tryLogin(
      ServerGroup group, String userName, Secret password) {
    return new TrialLogin(archive.active().aaa().nasIdentifier(), radius)
        .ask(group, userName, password);
  }

  @Override
  public CompletionStage<Map<String, Long>> leases() {
    return listings.leases();
  }

  @Override
  public List<Member> members() {
    Stream<Member> others =
        nodes.names().stream()
            .flatMap(
                name ->
                    nodes.address(name).stream()
                        .map(address -> new Member(name, false, address.hostPort())));
    return Stream.concat(Stream.of(new Member(nodes.self().text(), true, "")), others)
        .sorted(Comparator.comparing(Member::name))
        .toList();
  }

  @Override
  public String release() {
    return Release.current();
  }
}
