package io.gatehouse.node.kernel;

import io.gatehouse.node.xfrm.EspState;
import io.gatehouse.node.xfrm.XfrmPolicy;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.Path;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Both directions of a CHILD SA as they are to stand in the kernel.
 *
 * @param policies no two with the same {@link XfrmPolicy.Key}
 * @param recoveries of the CHILD SA when it was installed
 */
record SaPair(
    EspState inbound,
    EspState outbound,
    Path path,
    List<InetAddress> insideAddresses,
    List<XfrmPolicy> policies,
    int recoveries) {

  /** Of policies of one that is not known to be at work on the client's side. */
  static final int WAITING_PRIORITY = 0x7000_0001;

  SaPair {
    insideAddresses = List.copyOf(insideAddresses);
    policies = List.copyOf(policies);
  }

  int inboundSpi() {
    return inbound.id().spi();
  }

  int outboundSpi() {
    return outbound.id().spi();
  }

  /**
   * Whether it goes on when {@code childSa} is to be installed: it has the same keys and is not
   * from before. Since an earlier installation the SA was elsewhere, where it sent with higher
   * numbers: to the client its own are replays.
   */
  boolean goesOnAs(ChildSa childSa) {
    return recoveries >= childSa.recoveries()
        && outboundSpi() == childSa.outboundSpi()
        && outbound.algorithm().equals(KernelSuite.outbound(childSa))
        && inbound.algorithm().equals(KernelSuite.inbound(childSa));
  }

  SaPair with(EspState newInbound, EspState newOutbound) {
    return new SaPair(newInbound, newOutbound, path, insideAddresses, policies, recoveries);
  }

  SaPair leadingTo(List<InetAddress> newAddresses, List<XfrmPolicy> newPolicies) {
    return new SaPair(inbound, outbound, path, newAddresses, newPolicies, recoveries);
  }

  /** Whether packets go through the CHILD SA that it replaces, while that is there. */
  boolean waits() {
    return priority() == WAITING_PRIORITY;
  }

  SaPair withPriority(int newPriority) {
    return leadingTo(
        insideAddresses,
        policies.stream().map(policy -> policy.withPriority(newPriority)).toList());
  }

  boolean isOffloaded() {
    return inbound.offload().isPresent() || outbound.offload().isPresent();
  }

  /** The same without a network card. */
  SaPair inSoftware() {
    return with(inbound.offloaded(Optional.empty()), outbound.offloaded(Optional.empty()));
  }

  /** Lower numbers count more. */
  int priority() {
    return policies.stream().mapToInt(XfrmPolicy::priority).findFirst().orElse(0);
  }
}
