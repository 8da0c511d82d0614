package io.gatehouse.endtoend.cluster;

import static java.util.stream.Collectors.joining;

import io.gatehouse.endtoend.Site;
import io.gatehouse.endtoend.headend.Build;
import io.gatehouse.endtoend.headend.ClusterNode;
import io.gatehouse.endtoend.headend.ClusterNodeFiles;
import io.gatehouse.endtoend.lab.Namespace;
import io.gatehouse.endtoend.peer.PostgreSql;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Configures the nodes, and starts each with its routing daemon. */
record NodeStart(ClusterNetwork network, Site site, PostgreSql database) {
  static final int ADMINISTRATION_PORT = 8450;
  static final int HEALTH_PORT = 8451;

  private static final int SEED_NODES = 3;

  /** Starts them in their order: the first makes the cluster. */
  List<ClusterNode> all() {
    List<ClusterNode> nodes = new ArrayList<>();
    ClusterNodeFiles files = nodeFiles();
    for (int number = 1; number <= network.nodes().size(); number++) {
      Namespace host = network.node(number);
      Map<String, String> own =
          Map.of(
              "CLUSTER_ADDRESS",
              ClusterAddresses.internal(number),
              "FRONT_ADDRESS",
              ClusterAddresses.front(number));
      nodes.add(ClusterNode.start(number, host, files.write(host, own), Build.previous()));
      RouteDaemon _ = InsideRouter.startOnNode(host, number);
    }
    return nodes;
  }

  private ClusterNodeFiles nodeFiles() {
    Path certificates = network.services().directory().resolve("certificates");
    ClusterNodeFiles.makeCertificates(certificates, network.nodes(), ClusterAddresses::internal);
    String seeds =
        IntStream.rangeClosed(1, Math.min(SEED_NODES, network.nodes().size()))
            .mapToObj(number -> "\"%s\"".formatted(ClusterAddresses.internal(number)))
            .collect(joining(", "));
    return new ClusterNodeFiles(
        site,
        Map.of(
            "OUTSIDE_ADDRESS",
            ClusterAddresses.VIRTUAL,
            "RADIUS_ADDRESS",
            ClusterAddresses.SERVICES,
            "DATABASE",
            database.url(),
            "DATABASE_USER",
            PostgreSql.USER,
            "CERTIFICATES",
            certificates.toString(),
            "SEED_NODES",
            seeds));
  }
}
