package io.gatehouse.node.console.show;

import java.util.List;

/** {@code show cluster}. */
public final class MemberTable {

  private static final String ROW = " %-24s %-8s %s\n";

  private MemberTable() {}

  /** Lines that each end with {@code \n}. */
  public static String show(List<Member> members) {
    StringBuilder text = new StringBuilder(ROW.formatted("Node", "", "Address"));
    members.forEach(
        member ->
            text.append(
                ROW.formatted(member.name(), member.self() ? "this" : "", member.address())));
    return text.append("%d %s\n".formatted(members.size(), members.size() == 1 ? "node" : "nodes"))
        .toString();
  }
}
