package io.gatehouse.endtoend.cluster;

import static java.util.stream.Collectors.joining;

import io.gatehouse.endtoend.lab.Addresses;
import io.gatehouse.endtoend.lab.Namespace;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The way back: the router learns by BGP from the nodes which of them has a client. What a node
 * says that is not ready does not count.
 */
final class InsideRouter implements AutoCloseable {
  private static final int OWN_SYSTEM = 65000;

  private final Namespace host;
  private final Path refusedFile;
  private final RouteDaemon daemon;
  private final TreeSet<Integer> refused = new TreeSet<>();

  private InsideRouter(Namespace host, Path refusedFile, RouteDaemon daemon) {
    this.host = host;
    this.refusedFile = refusedFile;
    this.daemon = daemon;
  }

  /** Every node is refused at first. */
  static InsideRouter start(Namespace host, int nodes) {
    Path refusedFile = host.directory().resolve("refused.conf");
    TreeSet<Integer> all = new TreeSet<>(IntStream.rangeClosed(1, nodes).boxed().toList());
    String _ = RouteDaemon.write(refusedFile, refusal(all));
    InsideRouter router =
        new InsideRouter(host, refusedFile, RouteDaemon.start(host, settings(refusedFile, nodes)));
    router.refused.addAll(all);
    return router;
  }

  // What was refused stays in the table of what was heard, and counts again at once.
  private static String settings(Path refusedFile, int nodes) {
    return """
    router id %s;
    log stderr all;
    include "%s";
    protocol device { }
    protocol kernel {
      ipv4 { import none; export all; };
    }
    template bgp node {
      local %s as %d;
      hold time 9;
      connect delay time 1;
      connect retry time 1;
      error wait time 1, 2;
      ipv4 {
        import table yes;
        import where net ~ [%s{32,32}] && !(bgp_path.first ~ REFUSED);
        export none;
      };
    }
    %s
    """
        .formatted(
            ClusterAddresses.INSIDE_ROUTER,
            refusedFile,
            ClusterAddresses.INSIDE_ROUTER,
            OWN_SYSTEM,
            Addresses.POOL_NETWORK,
            IntStream.rangeClosed(1, nodes).mapToObj(InsideRouter::peer).collect(joining("\n")));
  }

  private static String peer(int node) {
    return "protocol bgp node%d from node { neighbor %s as %d; }"
        .formatted(node, ClusterAddresses.back(node), system(node));
  }

  private static int system(int node) {
    return OWN_SYSTEM + node;
  }

  private static String refusal(Set<Integer> nodes) {
    String systems =
        nodes.stream().map(node -> Integer.toString(system(node))).collect(joining(", "));
    return "define REFUSED = [ %s ];%n".formatted(nodes.isEmpty() ? OWN_SYSTEM : systems);
  }

  /** What a node tells about itself: the routes into its TUN device, and no others. */
  static RouteDaemon startOnNode(Namespace host, int node) {
    String settings =
        """
        router id %s;
        log stderr all;
        protocol device { scan time 2; }
        protocol kernel {
          learn;
          ipv4 { import where net ~ [%s{32,32}]; export none; };
        }
        protocol bgp inside {
          local %s as %d;
          neighbor %s as %d;
          hold time 9;
          connect delay time 1;
          connect retry time 1;
          error wait time 1, 2;
          ipv4 { import none; export all; };
        }
        """
            .formatted(
                ClusterAddresses.back(node),
                Addresses.POOL_NETWORK,
                ClusterAddresses.back(node),
                system(node),
                ClusterAddresses.INSIDE_ROUTER,
                OWN_SYSTEM);
    return RouteDaemon.start(host, settings);
  }

  synchronized void accept(int node) {
    if (refused.remove(node)) {
      tellRefused();
    }
  }

  synchronized void refuse(int node) {
    if (refused.add(node)) {
      tellRefused();
    }
  }

  private void tellRefused() {
    String _ = RouteDaemon.write(refusedFile, refusal(refused));
    String _ = daemon.tell("configure");
  }

  /** Where the way to a client's inside address goes: the kernel's words. */
  String routeTo(String address) {
    return host.command("ip", "route", "get", address).attempt().output();
  }

  String heard() {
    return daemon.tell("show", "protocols");
  }

  @Override
  public void close() {
    daemon.close();
  }
}
