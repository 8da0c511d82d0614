package io.gatehouse.node.kernel;

import io.gatehouse.node.xfrm.EspState;
import io.gatehouse.node.xfrm.PolicyDirection;
import io.gatehouse.node.xfrm.XfrmPolicy;
import io.gatehouse.protocol.ike.exchange.Path;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Finds the CHILD SAs that an earlier process has left in the kernel. */
final class Adoption {

  private Adoption() {}

  /**
   * Those of which both directions are there.
   *
   * @param states of this plane
   * @param policies of this plane
   * @param headend this machine's name in paths
   */
  static List<SaPair> pairs(
      List<EspState> states, List<XfrmPolicy> policies, Tags tags, String headend) {
    Map<Integer, EspState> outbound = new HashMap<>();
    states.stream()
        .filter(tags::isOutbound)
        .sorted(Comparator.comparingLong(state -> state.usage().addedSeconds()))
        .forEach(state -> outbound.put(state.reqid(), state));
    return states.stream()
        .filter(tags::isInbound)
        .flatMap(
            inbound ->
                Optional.ofNullable(outbound.get(inbound.id().spi()))
                    .flatMap(other -> pair(inbound, other, policies, headend))
                    .stream())
        .toList();
  }

  private static Optional<SaPair> pair(
      EspState inbound, EspState outbound, List<XfrmPolicy> policies, String headend) {
    OptionalInt recoveries = Numbering.recoveries(outbound);
    boolean opposite =
        inbound.id().destination().equals(outbound.source())
            && inbound.source().equals(outbound.id().destination());
    if (!opposite || recoveries.isEmpty()) {
      return Optional.empty();
    }
    Path path = path(outbound, headend);
    List<XfrmPolicy> own = policies(inbound, outbound, path, policies);
    // What a state tells of its own accord is not shown by the kernel.
    return Optional.of(
        new SaPair(
            inbound.tellingAdvances(SaLayout.INBOUND_ADVANCE),
            outbound.tellingAdvances(SaLayout.OUTBOUND_ADVANCE),
            path,
            insideAddresses(own),
            own,
            recoveries.getAsInt()));
  }

  private static Path path(EspState outbound, String headend) {
    var ports = outbound.encapsulation().orElseThrow();
    return new Path(
        new InetSocketAddress(outbound.source(), ports.source()),
        new InetSocketAddress(outbound.id().destination(), ports.destination()),
        headend);
  }

  /**
   * Those of its session. A CHILD SA that has a successor has left the outbound ones to it, and
   * gets them again if that goes first.
   */
  private static List<XfrmPolicy> policies(
      EspState inbound, EspState outbound, Path path, List<XfrmPolicy> policies) {
    var template = SaLayout.outboundTemplate(inbound.id().spi(), outbound.id().spi(), path);
    int session = inbound.reqid();
    List<XfrmPolicy> own = new ArrayList<>();
    for (XfrmPolicy policy : policies) {
      int reqid = policy.template().reqid();
      if (policy.direction() != PolicyDirection.OUT) {
        if (reqid == session) {
          own.add(policy);
        }
      } else if (policy.template().equals(template)) {
        own.add(policy);
      } else if (Tags.inboundReqid(reqid) == session) {
        own.add(
            XfrmPolicy.of(policy.direction(), policy.selector(), policy.priority() + 1, template));
      }
    }
    return own;
  }

  private static List<InetAddress> insideAddresses(List<XfrmPolicy> policies) {
    return policies.stream()
        .filter(policy -> policy.direction() == PolicyDirection.OUT)
        .map(policy -> policy.selector().destination().address())
        .distinct()
        .toList();
  }
}
