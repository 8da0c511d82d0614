package io.gatehouse.node.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import io.gatehouse.node.namespace.NetworkNamespace;
import io.gatehouse.protocol.ike.policy.Network;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinksTest {

  private static final Network POOL = new Network(InetAddress.ofLiteral("10.99.0.0"), 24);

  @Test
  void routesLeadIntoAnInterfaceThatIsUp() throws Exception {
    InetAddress named = InetAddress.ofLiteral("172.16.5.5");
    try (NetworkNamespace namespace = NetworkNamespace.make("links")) {
      namespace.exec("ip", "link", "add", "gh0", "type", "veth", "peer", "name", "gh1");
      boolean _ = namespace.call(() -> bringUp("gh0"));
      assertThat(namespace.exec("ip", "link", "show", "gh0")).contains("mtu 1400", "UP");

      try (KernelRoutes kernel = namespace.call(() -> KernelRoutes.into("gh0"))) {
        ClientRoutes routes = ClientRoutes.beside(List.of(POOL), kernel);
        routes.gained(InetAddress.ofLiteral("10.99.0.7"));
        routes.gained(named);
        assertThat(routes(namespace)).contains("10.99.0.0/24", "172.16.5.5").doesNotContain("0.7");
        routes.lost(named);
        routes.lost(named);
        assertThat(routes(namespace)).contains("10.99.0.0/24").doesNotContain("172.16.5.5");
      }
    }
  }

  private static String routes(NetworkNamespace namespace) throws Exception {
    return namespace.exec("ip", "route", "show", "dev", "gh0");
  }

  private static boolean bringUp(String device) {
    Links.bringUp(device, 1400);
    return true;
  }

  /** One that is there already will do, whatever kind it is of. */
  @Test
  void anInterfaceIsMadeOnlyWhenThereIsNone() throws Exception {
    try (NetworkNamespace namespace = NetworkNamespace.make("dummy")) {
      namespace.exec("ip", "link", "add", "gh0", "type", "veth", "peer", "name", "gh1");
      assertThat(namespace.call(() -> makeDummy("gh0"))).isTrue();
      assertThat(namespace.exec("ip", "-d", "link", "show", "gh0")).contains("veth");
    }
  }

  private static boolean makeDummy(String device) {
    Links.makeDummy(device);
    return true;
  }

  @Test
  void anInterfaceThatIsNotThereIsNamed() throws Exception {
    try (NetworkNamespace namespace = NetworkNamespace.make("absent")) {
      assertThatThrownBy(() -> namespace.call(() -> bringUp("gh9")))
          .isInstanceOf(DataPlaneException.class)
          .hasMessage("gh9: No such device");
      assertThatThrownBy(() -> namespace.call(() -> KernelRoutes.into("gh9")))
          .isInstanceOf(DataPlaneException.class)
          .hasMessage("gh9: No such device");
    }
  }
}
