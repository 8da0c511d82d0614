package io.gatehouse.node.kernel;

import io.gatehouse.cluster.dataplane.DataPlane;
import io.gatehouse.node.xfrm.EncapsulationPorts;
import io.gatehouse.node.xfrm.EspState;
import io.gatehouse.node.xfrm.Lifetime;
import io.gatehouse.node.xfrm.Offload;
import io.gatehouse.node.xfrm.PolicyDirection;
import io.gatehouse.node.xfrm.Replay;
import io.gatehouse.node.xfrm.SaDirection;
import io.gatehouse.node.xfrm.SaId;
import io.gatehouse.node.xfrm.XfrmPolicy;
import io.gatehouse.node.xfrm.XfrmSelector;
import io.gatehouse.node.xfrm.XfrmTemplate;
import io.gatehouse.protocol.esp.SequenceBlock;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.Path;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What states and policies a CHILD SA takes.
 *
 * @param replayWindow packets
 * @param directions whether the kernel is to know which way a state's packets go
 * @param card index of the interface that is to do the cryptography; empty for none
 */
record SaLayout(int replayWindow, boolean directions, OptionalInt card) {

  /**
   * It never receives. With extended sequence numbers the kernel wants a window of some packets all
   * the same, unless it knows the direction: then it wants none.
   */
  private static final int OUTBOUND_WINDOW = 32;

  /** How often at the most a client that has moved is told of again. */
  private static final int MAPPING_SECONDS = 1;

  /** Packets after which the kernel tells how far an inbound state has come. */
  static final int INBOUND_ADVANCE = DataPlane.CHECKPOINT_PACKETS;

  /** Of an outbound one it need not: whoever installs it next has other numbers. */
  static final int OUTBOUND_ADVANCE = 0;

  /** Beyond its end a CHILD SA lives on only if nobody is there to delete it. */
  private static final long GRACE_SECONDS = 60;

  private static final InetAddress ANY_IPV4 = InetAddress.ofLiteral("0.0.0.0");
  private static final InetAddress ANY_IPV6 = InetAddress.ofLiteral("::");

  /**
   * @param priority of its policies
   */
  SaPair of(
      ChildSa childSa, Path path, List<InetAddress> insideAddresses, int priority, Instant now) {
    Lifetime lifetime = lifetime(childSa, now);
    return new SaPair(
        inbound(childSa, path, lifetime),
        outbound(childSa, path, lifetime),
        path,
        insideAddresses,
        policies(childSa, path, insideAddresses, priority),
        childSa.recoveries());
  }

  /** Of both directions; the session itself keeps the time, and sees to a rekey before. */
  private static Lifetime lifetime(ChildSa childSa, Instant now) {
    long seconds = Math.max(0, childSa.expiresAt().getEpochSecond() - now.getEpochSecond());
    Lifetime timed = Lifetime.ENDLESS.withHardSeconds(seconds + GRACE_SECONDS);
    return childSa
        .volume()
        .map(volume -> timed.withOctets(volume.softOctets(), volume.hardOctets()))
        .orElse(timed);
  }

  private EspState inbound(ChildSa childSa, Path path, Lifetime lifetime) {
    Replay replay = Replay.fresh(replayWindow).havingReceived(childSa.received());
    EspState state =
        EspState.of(
                new SaId(path.local().getAddress(), childSa.inboundSpi()),
                path.remote().getAddress(),
                Tags.inboundReqid(childSa.inboundSpi()),
                KernelSuite.inbound(childSa),
                childSa.suite().extendedSequenceNumbers(),
                replay)
            .encapsulated(ports(path.remote(), path.local()))
            .numbered(replay, lifetime)
            .tellingMappings(MAPPING_SECONDS)
            .tellingAdvances(INBOUND_ADVANCE);
    return directed(state, SaDirection.IN);
  }

  private EspState outbound(ChildSa childSa, Path path, Lifetime lifetime) {
    SequenceBlock block = Numbering.block(childSa.recoveries());
    Replay fresh = Replay.fresh(directions ? 0 : OUTBOUND_WINDOW).havingSent(block.first() - 1);
    EspState state =
        EspState.of(
                new SaId(path.remote().getAddress(), childSa.outboundSpi()),
                path.local().getAddress(),
                childSa.inboundSpi(),
                KernelSuite.outbound(childSa),
                childSa.suite().extendedSequenceNumbers(),
                fresh)
            .encapsulated(ports(path.local(), path.remote()))
            .numbered(fresh, Numbering.within(block, fresh.sent(), 0, lifetime))
            .tellingAdvances(OUTBOUND_ADVANCE);
    return directed(state, SaDirection.OUT);
  }

  private EspState directed(EspState state, SaDirection direction) {
    Optional<Offload> offload =
        card.stream().mapToObj(index -> new Offload(index, direction)).findFirst();
    EspState offloaded = state.offloaded(offload);
    return directions ? offloaded.directed(direction) : offloaded;
  }

  private static EncapsulationPorts ports(InetSocketAddress from, InetSocketAddress to) {
    return new EncapsulationPorts(from.getPort(), to.getPort());
  }

  /** Packets from the client must have come out of the tunnel; those to it go into it. */
  static List<XfrmPolicy> policies(
      ChildSa childSa, Path path, List<InetAddress> insideAddresses, int priority) {
    XfrmTemplate in = inboundTemplate(childSa.inboundSpi(), path);
    XfrmTemplate out = outboundTemplate(childSa.inboundSpi(), childSa.outboundSpi(), path);
    List<XfrmPolicy> policies = new ArrayList<>();
    for (XfrmSelector selector : SelectorCover.outbound(childSa, insideAddresses)) {
      XfrmSelector back = SelectorCover.reversed(selector);
      policies.add(XfrmPolicy.of(PolicyDirection.IN, back, priority, in));
      policies.add(XfrmPolicy.of(PolicyDirection.FORWARD, back, priority, in));
      policies.add(XfrmPolicy.of(PolicyDirection.OUT, selector, priority, out));
    }
    return policies;
  }

  private static XfrmTemplate inboundTemplate(int inboundSpi, Path path) {
    InetAddress local = path.local().getAddress();
    InetAddress any = local instanceof Inet4Address ? ANY_IPV4 : ANY_IPV6;
    return new XfrmTemplate(any, local, 0, Tags.inboundReqid(inboundSpi));
  }

  static XfrmTemplate outboundTemplate(int inboundSpi, int outboundSpi, Path path) {
    return new XfrmTemplate(
        path.local().getAddress(), path.remote().getAddress(), outboundSpi, inboundSpi);
  }

  /** The same along another path: numbers and counters stay. */
  static SaPair moved(SaPair pair, Path path) {
    InetAddress local = path.local().getAddress();
    InetAddress remote = path.remote().getAddress();
    XfrmTemplate in = inboundTemplate(pair.inboundSpi(), path);
    XfrmTemplate out = outboundTemplate(pair.inboundSpi(), pair.outboundSpi(), path);
    return new SaPair(
        pair.inbound().between(remote, local).encapsulated(ports(path.remote(), path.local())),
        pair.outbound().between(local, remote).encapsulated(ports(path.local(), path.remote())),
        path,
        pair.insideAddresses(),
        pair.policies().stream()
            .map(
                policy ->
                    XfrmPolicy.of(
                        policy.direction(),
                        policy.selector(),
                        policy.priority(),
                        policy.direction() == PolicyDirection.OUT ? out : in))
            .toList(),
        pair.recoveries());
  }
}
