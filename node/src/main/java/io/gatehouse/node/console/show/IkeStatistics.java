package io.gatehouse.node.console.show;

import io.gatehouse.cluster.config.IkeLimits;
import io.gatehouse.cluster.directory.ClusterReport;

/** {@code show crypto ikev2 stats}, in the layout of IOS: of all nodes that are asked, in sum. */
public final class IkeStatistics {

  private static final String RULE = "-".repeat(80) + "\n";
  private static final String TITLE = RULE + " ".repeat(26) + "Crypto IKEv2 SA Statistics\n" + RULE;

  private IkeStatistics() {}

  /** Lines that each end with {@code \n}; limits are of each node, and 0 is none. */
  public static String show(ClusterReport report, IkeLimits limits) {
    return TITLE
        + limits(limits)
        + sas(report)
        + requests(report)
        + dropped(report)
        + report.note();
  }

  private static String limits(IkeLimits limits) {
    return "System Resource Limit:   %-8d Max IKEv2 SAs: %-8d Max in nego(in/out): %d/0\n"
        .formatted(0, limits.ikeSas().orElse(0), limits.inNegotiation().orElse(0));
  }

  /** Nothing is ever begun by the headend. */
  private static String sas(ClusterReport report) {
    long active = report.sum("sessions_established");
    long negotiating = report.sum("sessions_half_open");
    String row = "Total %s IKEv2 SA Count:    %-8d active:        %-8d negotiating: %d\n";
    return row.formatted("incoming", active + negotiating, active, negotiating)
        + row.formatted("outgoing", 0, 0, 0);
  }

  private static String requests(ClusterReport report) {
    long accepted = report.sum("ingress_session_begun");
    long resources = report.sum("ingress_dropped_overload") + report.sum("ingress_dropped_waiting");
    long limit =
        report.sum("ingress_dropped_half_open_limit") + report.sum("ingress_dropped_sa_limit");
    long rejected = resources + limit;
    String row = "%s IKEv2 Requests: %-8d accepted:      %-8d rejected:    %d\n";
    return row.formatted("Incoming", accepted + rejected, accepted, rejected)
        + row.formatted("Outgoing", 0, 0, 0)
        + "Rejected IKEv2 Requests: %-8d rsrc low:      %-8d SA limit:    %d\n"
            .formatted(rejected, resources, limit);
  }

  private static String dropped(ClusterReport report) {
    return """
    IKEv2 packets dropped at dispatch: %d
    Incoming Requests dropped as LOW Q limit reached : %d
    Incoming IKEV2 Cookie Challenged Requests: %d
        accepted: %-8d rejected: %-8d rejected no cookie: %d
    """
        .formatted(
            report.sum("ingress_dropped_not_ike")
                + report.sum("ingress_dropped_unknown_spi")
                + report.sum("ingress_other_version"),
            report.sum("ingress_dropped_waiting"),
            report.sum("ingress_cookie_asked"),
            report.sum("ingress_cookie_accepted"),
            report.sum("ingress_cookie_wrong"),
            report.sum("ingress_cookie_asked") - report.sum("ingress_cookie_wrong"));
  }
}
