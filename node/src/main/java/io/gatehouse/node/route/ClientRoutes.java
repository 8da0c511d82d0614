package io.gatehouse.node.route;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import io.gatehouse.protocol.ike.exchange.TrafficSelectors;
import io.gatehouse.protocol.ike.message.TrafficSelector;
import io.gatehouse.protocol.ike.policy.Network;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads to the clients: networks of them once and for all, and one by one those with an address
 * outside these, as RADIUS may name it.
 */
public final class ClientRoutes implements Reachability {

  private static final Logger LOG = LoggerFactory.getLogger(ClientRoutes.class);

  private final KernelRoutes kernel;
  private final List<Network> networks;
  private final List<TrafficSelector> inNetworks;

  private ClientRoutes(KernelRoutes kernel, List<Network> networks) {
    this.kernel = kernel;
    this.networks = List.copyOf(networks);
    this.inNetworks = networks.stream().map(TrafficSelectors::ofNetwork).toList();
  }

  /**
   * Makes the routes to the networks.
   *
   * @throws DataPlaneException when the kernel refuses
   */
  public static ClientRoutes beside(List<Network> networks, KernelRoutes kernel) {
    networks.forEach(kernel::add);
    return new ClientRoutes(kernel, networks);
  }

  /**
   * @throws DataPlaneException when the kernel refuses
   */
  @Override
  public void gained(InetAddress address) {
    if (needsRoute(address)) {
      kernel.add(only(address));
    }
  }

  /** A route that stays leads nowhere: a nuisance, but no reason to keep the client. */
  @Override
  public void lost(InetAddress address) {
    try {
      if (needsRoute(address)) {
        kernel.remove(only(address));
      }
    } catch (DataPlaneException e) {
      LOG.warn("{}", e.reason());
    }
  }

  /**
   * Takes away routes of an earlier process, to addresses that are not among these.
   *
   * @throws DataPlaneException when the kernel refuses
   */
  public void removeOthers(Set<InetAddress> addresses) {
    for (Network route : kernel.all()) {
      boolean toClient = route.equals(only(route.address())) && addresses.contains(route.address());
      if (!toClient && !networks.contains(route)) {
        kernel.remove(route);
      }
    }
  }

  private boolean needsRoute(InetAddress address) {
    return !TrafficSelectors.covers(inNetworks, TrafficSelectors.ofAddress(address));
  }

  private static Network only(InetAddress address) {
    return new Network(address, address.getAddress().length * Byte.SIZE);
  }
}
