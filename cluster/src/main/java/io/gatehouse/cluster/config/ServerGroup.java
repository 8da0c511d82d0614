package io.gatehouse.cluster.config;

import java.util.List;

/**
 * {@code aaa group server radius}, or {@code radius} for all servers.
 *
 * @param servers in the order in which they are tried, never empty
 */
public record ServerGroup(String name, List<RadiusServer> servers) {
  /** The name under which method lists mean every RADIUS server of the configuration. */
  public static final String ALL = "radius";

  public ServerGroup {
    servers = List.copyOf(servers);
  }
}
