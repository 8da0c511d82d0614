package io.gatehouse.cluster.directory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.dataplane.DataPlane.Traffic;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.Established;
import io.gatehouse.protocol.ike.exchange.Identities;
import java.net.InetSocketAddress;

/** What is known of sessions, for machines: JSON, without keys. */
public final class SessionJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private SessionJson() {}

  /** One object, and a line break. */
  public static String show(SessionReport report) {
    ObjectNode all = JSON.createObjectNode();
    all.put("total", report.total());
    all.put("at", report.at().toString());
    ArrayNode silent = all.putArray("silent-nodes");
    report.silent().forEach(silent::add);
    ArrayNode sessions = all.putArray("sessions");
    report.rows().forEach(row -> session(sessions.addObject(), row));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree can always be written", impossible);
    }
  }

  private static void session(ObjectNode to, SessionReport.Row row) {
    Established session = row.session();
    to.put("id", row.number().value());
    to.put("status", IkeSaBlock.status(session));
    to.put("user", session.participants().userName());
    to.put("profile", session.participants().profile());
    to.put("identity", Identities.text(session.participants().client()));
    to.put("node", session.path().headend());
    to.put("local", end(session.path().local()));
    to.put("remote", end(session.path().remote()));
    ArrayNode inside = to.putArray("inside-addresses");
    session.insideAddresses().forEach(address -> inside.add(address.getHostAddress()));
    to.put("established-at", session.establishedAt().toString());
    to.put("local-spi", "%016x".formatted(session.ikeSa().responderSpi()));
    to.put("remote-spi", "%016x".formatted(session.ikeSa().initiatorSpi()));
    to.put("algorithms", AlgorithmNames.of(session.ikeSa().suite()));
    ArrayNode childSas = to.putArray("child-sas");
    for (int i = 0; i < session.childSas().size(); i++) {
      childSa(childSas.addObject(), session.childSas().get(i), row.traffic().get(i));
    }
  }

  private static void childSa(ObjectNode to, ChildSa childSa, Traffic traffic) {
    to.put("inbound-spi", "%08x".formatted(childSa.inboundSpi()));
    to.put("outbound-spi", "%08x".formatted(childSa.outboundSpi()));
    to.put("transform", AlgorithmNames.transform(childSa.suite()));
    to.put("inbound-packets", traffic.inboundPackets());
    to.put("inbound-octets", traffic.inboundOctets());
    to.put("outbound-packets", traffic.outboundPackets());
    to.put("outbound-octets", traffic.outboundOctets());
  }

  /** IPv6 addresses in brackets. */
  private static String end(InetSocketAddress end) {
    String address = end.getAddress().getHostAddress();
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + end.getPort();
  }
}
