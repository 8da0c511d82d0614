package io.gatehouse.cluster.directory;

import io.gatehouse.cluster.dataplane.DataPlane.Traffic;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.VolumeLifetime;
import io.gatehouse.protocol.ike.message.TrafficSelector;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** {@code show crypto ipsec sa}, in the layout of IOS. */
public final class IpsecSaTable {

  private static final long OCTETS_PER_KILOBYTE = 1024;

  private IpsecSaTable() {}

  /** Lines that each end with {@code \n}. */
  public static String show(SessionReport report) {
    StringBuilder text = new StringBuilder();
    for (SessionReport.Row row : report.rows()) {
      for (int i = 0; i < row.session().childSas().size(); i++) {
        ChildSa childSa = row.session().childSas().get(i);
        sa(text, row, childSa, row.traffic().get(i), report.at());
      }
    }
    return text.append(report.caveats()).toString();
  }

  private static void sa(
      StringBuilder text, SessionReport.Row row, ChildSa childSa, Traffic traffic, Instant now) {
    InetSocketAddress local = row.session().path().local();
    InetSocketAddress remote = row.session().path().remote();
    text.append(
        """

        interface: Session%d
            Crypto map tag: Session%d-head-0, local addr %s

           protected vrf: (none)
           local  ident (addr/mask/prot/port): (%s)
           remote ident (addr/mask/prot/port): (%s)
           current_peer %s port %d
             PERMIT, flags={origin_is_acl,}
        """
            .formatted(
                row.number().value(),
                row.number().value(),
                local.getAddress().getHostAddress(),
                ident(childSa.local().getFirst()),
                ident(childSa.remote().getFirst()),
                remote.getAddress().getHostAddress(),
                remote.getPort()));
    counters(text, traffic);
    text.append(
        """

             local crypto endpt.: %s, remote crypto endpt.: %s
             current outbound spi: %s
             PFS (Y/N): %s, DH group: %s
        """
            .formatted(
                local.getAddress().getHostAddress(),
                remote.getAddress().getHostAddress(),
                spi(childSa.outboundSpi()),
                childSa.suite().keyExchange().isPresent() ? "Y" : "N",
                childSa.suite().keyExchange().map(group -> "group" + group.id()).orElse("none")));
    direction(text, "inbound", childSa.inboundSpi(), childSa, traffic.inboundOctets(), now);
    direction(text, "outbound", childSa.outboundSpi(), childSa, traffic.outboundOctets(), now);
  }

  private static void counters(StringBuilder text, Traffic traffic) {
    long out = traffic.outboundPackets();
    long in = traffic.inboundPackets();
    text.append(
        """
            #pkts encaps: %d, #pkts encrypt: %d, #pkts digest: %d
            #pkts decaps: %d, #pkts decrypt: %d, #pkts verify: %d
            #pkts compressed: 0, #pkts decompressed: 0
            #pkts not compressed: 0, #pkts compr. failed: 0
            #pkts not decompressed: 0, #pkts decompress failed: 0
        """
            .formatted(out, out, out, in, in, in));
  }

  private static void direction(
      StringBuilder text, String name, int spi, ChildSa childSa, long octets, Instant now) {
    text.append(
        """

             %s esp sas:
              spi: %s
                transform: %s ,
                in use settings ={Tunnel UDP-Encaps, }
                sa timing: remaining key lifetime (k/sec): (%s/%d)
                Status: %s

             %s ah sas:

             %s pcp sas:
        """
            .formatted(
                name,
                spi(spi),
                AlgorithmNames.transform(childSa.suite()),
                kilobytes(childSa.volume(), octets),
                Math.max(0, Duration.between(now, childSa.expiresAt()).toSeconds()),
                childSa.stage() == ChildSa.Stage.INSTALLED ? "ACTIVE(ACTIVE)" : "DELETE",
                name,
                name));
  }

  static String kilobytes(Optional<VolumeLifetime> volume, long octets) {
    return volume
        .map(limit -> Math.max(0, limit.hardOctets() - octets) / OCTETS_PER_KILOBYTE)
        .map(String::valueOf)
        .orElse("unlimited");
  }

  private static String spi(int spi) {
    return "0x%X(%d)".formatted(spi, Integer.toUnsignedLong(spi));
  }

  private static String ident(TrafficSelector selector) {
    return "%s/%d/%d"
        .formatted(
            SelectorNetwork.of(selector),
            selector.protocol(),
            selector.startPort() == selector.endPort() ? selector.startPort() : 0);
  }
}
