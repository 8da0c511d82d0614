package io.gatehouse.node.tun;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import io.gatehouse.protocol.ike.exchange.TrafficSelectors;
import io.gatehouse.protocol.ike.policy.Network;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads to the clients: networks of them once and for all, and one by one those with an address
 * outside these, as RADIUS may name it.
 */
final class HostRoutes implements Reachability {

  private static final Logger LOG = LoggerFactory.getLogger(HostRoutes.class);

  private static final int ANY_PROTOCOL = 0;

  private final KernelRoutes kernel;
  private final Selectors networks;

  private HostRoutes(KernelRoutes kernel, List<Network> networks) {
    this.kernel = kernel;
    this.networks = Selectors.of(networks.stream().map(TrafficSelectors::ofNetwork).toList());
  }

  /**
   * Makes the routes to the networks.
   *
   * @throws DataPlaneException when the kernel refuses
   */
  static HostRoutes beside(List<Network> networks, KernelRoutes kernel) {
    for (Network network : networks) {
      kernel.add(InnerAddress.of(network.address()), network.prefixLength());
    }
    return new HostRoutes(kernel, networks);
  }

  /**
   * @throws DataPlaneException when the kernel refuses
   */
  @Override
  public void gained(InnerAddress address) {
    if (needsRoute(address)) {
      kernel.add(address, address.bits());
    }
  }

  /** A route that stays leads nowhere: a nuisance, but no reason to keep the client. */
  @Override
  public void lost(InnerAddress address) {
    try {
      if (needsRoute(address)) {
        kernel.remove(address, address.bits());
      }
    } catch (DataPlaneException e) {
      LOG.warn("{}", e.reason());
    }
  }

  private boolean needsRoute(InnerAddress address) {
    return !networks.fit(address, ANY_PROTOCOL, InnerPacket.NO_PORT);
  }
}
