package io.gatehouse.cluster.directory;

import io.gatehouse.protocol.ike.policy.AddressFamily;

/** {@code show crypto ikev2 sa}, in the layout of IOS. */
public final class IkeSaTable {

  private IkeSaTable() {}

  /** Lines that each end with {@code \n}. */
  public static String show(SessionReport report, boolean detailed) {
    StringBuilder text = new StringBuilder(" IPv4 Crypto IKEv2  SA \n\n");
    sas(text, report, AddressFamily.IPV4, detailed);
    text.append(" IPv6 Crypto IKEv2  SA \n\n");
    sas(text, report, AddressFamily.IPV6, detailed);
    return text.append(report.caveats()).toString();
  }

  private static void sas(
      StringBuilder text, SessionReport report, AddressFamily family, boolean detailed) {
    IkeSaBlock block = new IkeSaBlock(report.at(), detailed);
    for (SessionReport.Row row : report.rows(family)) {
      block.write(text, row);
      text.append('\n');
    }
  }
}
