package io.gatehouse.node.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.gatehouse.cluster.membership.NodeName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The cluster's settings in Pekko's words, so that operators need not know them. */
public final class PekkoConfiguration {

  /** The name of every node's actor system, a part of its address. */
  public static final String SYSTEM = "gatehouse";

  private static final String ROOT = "pekko.";

  private PekkoConfiguration() {}

  /**
   * @param release what this program is called; shards are rather given to nodes of a newer one
   */
  public static Config of(NodeName name, String release, ClusterSettings settings) {
    Map<String, Object> values = new HashMap<>();
    values.put(ROOT + "cluster.roles", List.of(name.role()));
    values.put(ROOT + "cluster.app-version", release);
    if (!settings.alone()) {
      values.putAll(ofMember(settings));
    }
    return ConfigFactory.parseMap(values, "gatehouse.cluster");
  }

  private static Map<String, Object> ofMember(ClusterSettings settings) {
    MemberAddress self = settings.self();
    return Map.of(
        ROOT + "remote.artery.canonical.hostname", self.hostInUri(),
        ROOT + "remote.artery.canonical.port", self.port(),
        ROOT + "remote.artery.transport", settings.tls().isPresent() ? "tls-tcp" : "tcp",
        ROOT + "cluster.seed-nodes",
            settings.seedNodes().stream().map(PekkoConfiguration::uri).toList());
  }

  private static String uri(MemberAddress address) {
    return "pekko://" + SYSTEM + "@" + address;
  }
}
