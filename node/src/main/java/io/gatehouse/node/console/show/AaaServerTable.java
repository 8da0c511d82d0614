package io.gatehouse.node.console.show;

import io.gatehouse.cluster.directory.ClusterReport;
import io.gatehouse.cluster.directory.NodeReport;
import io.gatehouse.cluster.directory.RadiusServerReport;
import io.gatehouse.cluster.directory.RadiusServerReport.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * {@code show aaa servers}, in the layout of IOS: a block for each RADIUS server, with what all
 * nodes that are asked have seen of it, in sum. Authorization is asked for in Access-Requests, and
 * stands among those of authentication.
 */
public final class AaaServerTable {

  private AaaServerTable() {}

  /** One server, as each node sees it. */
  private record Seen(NodeReport node, RadiusServerReport server) {}

  /** Lines that each end with {@code \n}. */
  public static String show(ClusterReport report, Instant now) {
    List<String> blocks = new ArrayList<>();
    for (List<Seen> seen : byServer(report)) {
      blocks.add(block(blocks.size() + 1, seen, now));
    }
    return String.join("\n", blocks) + report.note();
  }

  /** In the order of the configuration. */
  private static Iterable<List<Seen>> byServer(ClusterReport report) {
    Map<String, List<Seen>> servers = new LinkedHashMap<>();
    for (NodeReport node : report.nodes()) {
      for (RadiusServerReport server : node.radiusServers()) {
        servers.computeIfAbsent(server.name(), _ -> new ArrayList<>()).add(new Seen(node, server));
      }
    }
    return servers.values();
  }

  private static String block(int id, List<Seen> seen, Instant now) {
    RadiusServerReport server = seen.getFirst().server();
    return "RADIUS: id %d, priority %d, host %s, auth-port %d, acct-port %d, hostname %s\n"
            .formatted(
                id,
                id,
                server.address(),
                server.authenticationPort(),
                server.accountingPort(),
                server.name())
        + states(seen, now)
        + authentication(new Sum(seen, RadiusServerReport::authentication))
        + accounting(new Sum(seen, RadiusServerReport::accounting));
  }

  private static String states(List<Seen> seen, Instant now) {
    StringBuilder text = new StringBuilder();
    for (Seen one : seen) {
      Service state = one.server().authentication();
      text.append(
          "     State: current %s, duration %ds, at %s\n"
              .formatted(
                  state.alive() ? "UP" : "DEAD",
                  Math.max(0, Duration.between(state.changed(), now).toSeconds()),
                  one.node().node()));
    }
    long deaths =
        new Sum(seen, RadiusServerReport::authentication).of("deaths")
            + new Sum(seen, RadiusServerReport::accounting).of("deaths");
    return text.append("     Dead: count %d\n".formatted(deaths)).toString();
  }

  private static String authentication(Sum sum) {
    return """
         Authen: request %d, timeouts %d, failover %d, retransmission %d
                 Response: accept %d, reject %d, challenge %d
    %s     Estimated Outstanding Access Transactions: %d
    """
        .formatted(
            sum.of("requests"),
            sum.of("timeouts"),
            sum.of("failures"),
            sum.of("retransmissions"),
            sum.of("accepts"),
            sum.of("rejects"),
            sum.of("challenges"),
            transactions(sum, sum.of("accepts") + sum.of("rejects") + sum.of("challenges")),
            sum.outstanding());
  }

  private static String accounting(Sum sum) {
    return """
         Account: request %d, timeouts %d, failover %d, retransmission %d
                 Request: start %d, interim %d, stop %d
    %s     Estimated Outstanding Accounting Transactions: %d
    """
        .formatted(
            sum.of("requests"),
            sum.of("timeouts"),
            sum.of("failures"),
            sum.of("retransmissions"),
            sum.of("starts"),
            sum.of("interims"),
            sum.of("stops"),
            transactions(sum, sum.of("recorded")),
            sum.outstanding());
  }

  private static String transactions(Sum sum, long answers) {
    return """
                 Response: unexpected %d, incorrect %d, time %dms
                 Transaction: success %d, failure %d
                 Throttled: transaction %d
                 Malformed responses: %d
                 Bad authenticators: %d
    """
        .formatted(
            sum.of("dropped_unsolicited"),
            sum.of("dropped_unexpected_code") + sum.of("dropped_wrong_source"),
            answers == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(sum.nanoseconds() / answers),
            answers,
            sum.of("failures"),
            sum.of("refusals"),
            sum.of("dropped_malformed"),
            sum.of("dropped_wrong_response_authenticator")
                + sum.of("dropped_no_message_authenticator")
                + sum.of("dropped_wrong_message_authenticator"));
  }

  /** One service of one server, over the nodes. */
  private record Sum(List<Seen> seen, Function<RadiusServerReport, Service> service) {
    long of(String counter) {
      return services().mapToLong(one -> one.counter(counter)).sum();
    }

    long outstanding() {
      return services().mapToLong(Service::outstanding).sum();
    }

    long nanoseconds() {
      return services().mapToLong(Service::nanoseconds).sum();
    }

    private Stream<Service> services() {
      return seen.stream().map(one -> service.apply(one.server()));
    }
  }
}
