package io.gatehouse.cluster.directory;

import io.gatehouse.protocol.ike.policy.AddressFamily;

/** {@code show crypto ikev2 session}, in the layout of IOS. */
public final class SessionTable {

  private SessionTable() {}

  /** Lines that each end with {@code \n}. */
  public static String show(SessionReport report, boolean detailed) {
    IkeSaBlock block = new IkeSaBlock(report.at(), detailed);
    ChildSaBlock children = new ChildSaBlock(detailed);
    StringBuilder text = new StringBuilder(" IPv4 Crypto IKEv2 Session \n\n");
    report.rows(AddressFamily.IPV4).forEach(row -> session(text, row, block, children));
    text.append(" IPv6 Crypto IKEv2 Session \n\n");
    report.rows(AddressFamily.IPV6).forEach(row -> session(text, row, block, children));
    return text.append(report.caveats()).toString();
  }

  private static void session(
      StringBuilder text, SessionReport.Row row, IkeSaBlock block, ChildSaBlock children) {
    text.append(
        "Session-id:%d, Status:%s, IKE count:1, CHILD count:%d\n\n"
            .formatted(
                row.number().value(),
                IkeSaBlock.status(row.session()),
                row.session().childSas().size()));
    block.write(text, row);
    row.session().childSas().forEach(childSa -> children.write(text, childSa));
    text.append('\n');
  }
}
