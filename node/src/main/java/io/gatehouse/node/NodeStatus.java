package io.gatehouse.node;

import io.gatehouse.cluster.accounting.AccountingCounters;
import io.gatehouse.cluster.config.distribution.ActiveConfiguration;
import io.gatehouse.cluster.ingress.IngressCounters;
import io.gatehouse.cluster.session.HostedShards;
import io.gatehouse.cluster.session.SessionGauge;
import io.gatehouse.node.net.UdpSockets;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** A node's counters as text, one a line: a name and a number. */
record NodeStatus(
    SessionGauge gauge,
    HostedShards shards,
    IngressCounters counters,
    AccountingCounters accounting,
    ActiveConfiguration configuration,
    UdpSockets sockets,
    Supplier<Map<String, Long>> planeCounters)
    implements Supplier<String> {

  @Override
  public String get() {
    StringBuilder text = new StringBuilder();
    line(text, "sessions_half_open", gauge.halfOpen());
    line(text, "sessions_established", gauge.established());
    line(text, "store_steps_put_off", gauge.outageToll().stepsPutOff());
    line(text, "store_logins_given_up", gauge.outageToll().loginsGivenUp());
    line(text, "shards_hosted", shards.count());
    line(text, "configuration_version", configuration.number());
    for (IngressCounters.Outcome outcome : IngressCounters.Outcome.values()) {
      line(text, "ingress_" + outcome.name().toLowerCase(Locale.ROOT), counters.get(outcome));
    }
    for (AccountingCounters.Outcome outcome : AccountingCounters.Outcome.values()) {
      line(text, "accounting_" + outcome.name().toLowerCase(Locale.ROOT), accounting.get(outcome));
    }
    line(text, "accounting_waiting", accounting.waiting());
    CounterNames.of("udp", sockets.events()).forEach((name, count) -> line(text, name, count));
    planeCounters.get().forEach((name, count) -> line(text, name, count));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, long number) {
    text.append(name).append(' ').append(number).append('\n');
  }
}
