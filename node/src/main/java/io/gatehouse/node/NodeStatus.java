package io.gatehouse.node;

import io.gatehouse.cluster.accounting.AccountingCounters;
import io.gatehouse.cluster.config.distribution.ActiveConfiguration;
import io.gatehouse.cluster.directory.NodeReport;
import io.gatehouse.cluster.ingress.IngressCounters;
import io.gatehouse.cluster.session.HostedShards;
import io.gatehouse.cluster.session.SessionGauge;
import io.gatehouse.node.net.UdpSockets;
import io.gatehouse.node.radius.UdpRadiusClient;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What a node counts: for other nodes, and as text, one a line: a name and a number.
 *
 * @param since when the process began
 */
record NodeStatus(
    String node,
    Instant since,
    SessionGauge gauge,
    HostedShards shards,
    IngressCounters counters,
    AccountingCounters accounting,
    ActiveConfiguration configuration,
    UdpRadiusClient radius,
    UdpSockets sockets,
    Supplier<Map<String, Long>> planeCounters)
    implements Supplier<String> {

  @Override
  public String get() {
    StringBuilder text = new StringBuilder();
    report().counters().forEach((name, count) -> line(text, name, count));
    radius.latencies().forEach((name, count) -> line(text, name, count));
    return text.toString();
  }

  /** What other nodes are told. */
  NodeReport report() {
    return new NodeReport(
        node,
        Release.current(),
        since,
        counted(),
        configuration.configuration().aaa().servers().stream().map(radius::report).toList());
  }

  private Map<String, Long> counted() {
    Map<String, Long> all = new TreeMap<>();
    all.put("sessions_half_open", (long) gauge.halfOpen());
    all.put("sessions_established", (long) gauge.established());
    all.put("store_steps_put_off", gauge.outageToll().stepsPutOff());
    all.put("store_logins_given_up", gauge.outageToll().loginsGivenUp());
    all.put("shards_hosted", (long) shards.count());
    all.put("configuration_version", configuration.number());
    for (IngressCounters.Outcome outcome : IngressCounters.Outcome.values()) {
      all.put("ingress_" + outcome.name().toLowerCase(Locale.ROOT), counters.get(outcome));
    }
    for (AccountingCounters.Outcome outcome : AccountingCounters.Outcome.values()) {
      all.put("accounting_" + outcome.name().toLowerCase(Locale.ROOT), accounting.get(outcome));
    }
    all.put("accounting_waiting", accounting.waiting());
    all.putAll(CounterNames.of("udp", sockets.events()));
    all.putAll(planeCounters.get());
    return all;
  }

  private static void line(StringBuilder text, String name, long number) {
    text.append(name).append(' ').append(number).append('\n');
  }
}
