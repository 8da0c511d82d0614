package io.gatehouse.node.console.show;

import io.gatehouse.cluster.directory.ClusterReport;
import io.gatehouse.cluster.directory.RadiusServerReport;
import io.gatehouse.cluster.directory.RadiusServerReport.Service;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * {@code show radius statistics}, in the layout of IOS: of all servers and of all nodes that are
 * asked, in sum.
 */
public final class RadiusStatistics {

  private static final String HEAD = "%45s%11s%11s\n".formatted("Auth.", "Acct.", "Both");
  private static final List<String> ANSWERS =
      List.of("accepts", "rejects", "challenges", "recorded");

  private RadiusStatistics() {}

  /** Lines that each end with {@code \n}. */
  public static String show(ClusterReport report) {
    List<RadiusServerReport> servers =
        report.nodes().stream().flatMap(node -> node.radiusServers().stream()).toList();
    return HEAD
        + row(servers, "Requests that wait", Service::outstanding)
        + row(servers, "Total responses seen", RadiusStatistics::seen)
        + row(servers, "Packets with responses", RadiusStatistics::answered)
        + row(servers, "Packets without responses", service -> service.counter("failures"))
        + row(servers, "Access Rejects", service -> service.counter("rejects"))
        + delay(servers)
        + row(servers, "Number of Radius timeouts", service -> service.counter("timeouts"))
        + row(servers, "Retransmissions", service -> service.counter("retransmissions"))
        + row(servers, "Requests that were refused", service -> service.counter("refusals"))
        + report.note();
  }

  private static long answered(Service service) {
    return ANSWERS.stream().mapToLong(service::counter).sum();
  }

  private static long seen(Service service) {
    long dropped =
        service.counters().entrySet().stream()
            .filter(counter -> counter.getKey().startsWith("dropped_"))
            .mapToLong(counter -> counter.getValue())
            .sum();
    return answered(service) + dropped;
  }

  private static String row(
      List<RadiusServerReport> servers, String label, ToLongFunction<Service> counter) {
    long authentication = sum(servers, RadiusServerReport::authentication, counter);
    long accounting = sum(servers, RadiusServerReport::accounting, counter);
    return line(label, authentication, accounting, authentication + accounting);
  }

  private static String line(String label, long authentication, long accounting, long both) {
    return "%33s:%11d%11d%11d\n".formatted(label, authentication, accounting, both);
  }

  private static String delay(List<RadiusServerReport> servers) {
    long authentication =
        sum(servers, RadiusServerReport::authentication, RadiusStatistics::answered);
    long accounting = sum(servers, RadiusServerReport::accounting, RadiusStatistics::answered);
    long authenticated = sum(servers, RadiusServerReport::authentication, Service::nanoseconds);
    long accounted = sum(servers, RadiusServerReport::accounting, Service::nanoseconds);
    return line(
        "Average response delay(ms)",
        average(authenticated, authentication),
        average(accounted, accounting),
        average(authenticated + accounted, authentication + accounting));
  }

  private static long average(long nanoseconds, long answers) {
    return answers == 0 ? 0 : nanoseconds / answers / 1_000_000;
  }

  private static long sum(
      List<RadiusServerReport> servers,
      Function<RadiusServerReport, Service> service,
      ToLongFunction<Service> counter) {
    return servers.stream().map(service).mapToLong(counter).sum();
  }
}
