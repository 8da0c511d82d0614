package io.gatehouse.cluster.directory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** What nodes report of themselves, for machines: JSON. */
public final class ClusterJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ClusterJson() {}

  /** One object, and a line break. */
  public static String show(ClusterReport report) {
    ObjectNode all = JSON.createObjectNode();
    ArrayNode silent = all.putArray("silent-nodes");
    report.silent().forEach(silent::add);
    ArrayNode nodes = all.putArray("nodes");
    report.nodes().forEach(node -> node(nodes.addObject(), node));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree can always be written", impossible);
    }
  }

  private static void node(ObjectNode to, NodeReport node) {
    to.put("node", node.node());
    to.put("release", node.release());
    to.put("since", node.since().toString());
    counters(to.putObject("counters"), node.counters());
    ArrayNode servers = to.putArray("radius-servers");
    node.radiusServers().forEach(server -> server(servers.addObject(), server));
  }

  private static void server(ObjectNode to, RadiusServerReport server) {
    to.put("name", server.name());
    to.put("address", server.address());
    to.put("authentication-port", server.authenticationPort());
    to.put("accounting-port", server.accountingPort());
    service(to.putObject("authentication"), server.authentication());
    service(to.putObject("accounting"), server.accounting());
  }

  private static void service(ObjectNode to, RadiusServerReport.Service service) {
    to.put("alive", service.alive());
    to.put("changed", service.changed().toString());
    to.put("outstanding", service.outstanding());
    to.put("response-nanoseconds", service.nanoseconds());
    counters(to.putObject("counters"), service.counters());
  }

  private static void counters(ObjectNode to, Map<String, Long> counters) {
    new TreeMap<>(counters).forEach(to::put);
  }
}
