package io.gatehouse.node;

import io.gatehouse.node.net.InheritedSockets;
import io.gatehouse.node.net.UdpSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the process may do, looked at before anything is started: a capability that is missing would
 * else show as the failure of some part that says little of its cause.
 *
 * @param effective capabilities, as CapEff in proc_pid_status(5)
 * @param lowestFreePort the first UDP port that everybody may bind
 */
record Privileges(long effective, int lowestFreePort) {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path LOWEST_FREE_PORT =
      Path.of("/proc/sys/net/ipv4/ip_unprivileged_port_start");
  private static final int LOWEST_FREE_PORT_DEFAULT = 1_024;

  private static final String EFFECTIVE = "CapEff:";
  private static final int HEXADECIMAL = 16;

  /** Those of this process; all of them where the system does not say. */
  static Privileges ofThisProcess() {
    return new Privileges(
        number(STATUS, EFFECTIVE, HEXADECIMAL).orElse(-1L),
        (int) number(LOWEST_FREE_PORT, "", 10).orElse(LOWEST_FREE_PORT_DEFAULT));
  }

  /** The number behind the key that a line begins with. */
  static OptionalLong number(Path file, String key, int radix) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(key))
          .mapToLong(line -> Long.parseUnsignedLong(line.substring(key.length()).strip(), radix))
          .findFirst();
    } catch (IOException | NumberFormatException _) {
      return OptionalLong.empty();
    }
  }

  /**
   * @throws StartFailure with what is missing and what it is for
   */
  void require(NodeSettings.Plane plane, UdpSettings udp, InheritedSockets inherited) {
    Map<Capability, String> missing = needs(plane, udp, inherited);
    missing.keySet().removeIf(capability -> capability.isIn(effective));
    if (!missing.isEmpty()) {
      throw new StartFailure(
          missing.entrySet().stream()
                  .map(entry -> entry.getKey() + " is missing, for " + entry.getValue())
                  .collect(Collectors.joining("; "))
              + ": run as root, or with AmbientCapabilities= in the systemd unit");
    }
  }

  private Map<Capability, String> needs(
      NodeSettings.Plane plane, UdpSettings udp, InheritedSockets inherited) {
    Map<Capability, String> needs = new EnumMap<>(Capability.class);
    switch (plane) {
      case NodeSettings.Plane.Tun _ ->
          needs.put(Capability.CAP_NET_ADMIN, "the TUN device and its routes");
      case NodeSettings.Plane.Xfrm _ ->
          needs.put(Capability.CAP_NET_ADMIN, "ESP in the kernel and the routes to clients");
      case NodeSettings.Plane.None _ -> {}
    }
    int port = Math.min(udp.ikePort(), udp.natTraversalPort());
    if (port < lowestFreePort && inherited.sockets().isEmpty()) {
      needs.put(
          Capability.CAP_NET_BIND_SERVICE,
          "UDP port " + port + " (sockets that systemd hands over do without it)");
    }
    return needs;
  }
}
