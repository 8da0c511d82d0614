package io.gatehouse.node.console.show;

import io.gatehouse.cluster.directory.ClusterReport;
import io.gatehouse.cluster.directory.NodeReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code show cluster}: the nodes, and what each says of itself. */
public final class MemberTable {

  private static final String ROW = " %-24s %-6s %-24s %-12s %-12s %9s %9s %7s %8s\n";
  private static final String HEAD =
      ROW.formatted(
          "Node", "", "Address", "Release", "Uptime", "Sessions", "Half-open", "Shards", "Version");

  private MemberTable() {}

  /** Lines that each end with {@code \n}. */
  public static String show(List<Member> members, ClusterReport report, Instant now) {
    Map<String, NodeReport> reports =
        report.nodes().stream().collect(Collectors.toMap(NodeReport::node, Function.identity()));
    StringBuilder text = new StringBuilder(HEAD);
    members.forEach(member -> text.append(row(member, reports.get(member.name()), now)));
    return text.append("%d %s\n".formatted(members.size(), members.size() == 1 ? "node" : "nodes"))
        .append(report.note())
        .toString();
  }

  private static String row(Member member, @Nullable NodeReport report, Instant now) {
    String self = member.self() ? "this" : "";
    return report == null
        ? ROW.formatted(member.name(), self, member.address(), "-", "-", "-", "-", "-", "-")
        : ROW.formatted(
            member.name(),
            self,
            member.address(),
            report.release(),
            uptime(Duration.between(report.since(), now)),
            report.counter("sessions_established"),
            report.counter("sessions_half_open"),
            report.counter("shards_hosted"),
            report.counter("configuration_version"));
  }

  /** As IOS writes it: {@code 1d02h}, or {@code 03:04:05} in the first day. */
  private static String uptime(Duration since) {
    return since.toDays() > 0
        ? "%dd%02dh".formatted(since.toDays(), since.toHoursPart())
        : "%02d:%02d:%02d"
            .formatted(since.toHoursPart(), since.toMinutesPart(), since.toSecondsPart());
  }
}
