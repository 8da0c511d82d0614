package io.gatehouse.node.kernel;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import io.gatehouse.cluster.dataplane.DataPlaneEvents;
import io.gatehouse.node.metrics.Counters;
import io.gatehouse.node.netlink.NetlinkException;
import io.gatehouse.node.netlink.NetlinkListener;
import io.gatehouse.node.nftables.TunnelMtu;
import io.gatehouse.node.route.ClientRoutes;
import io.gatehouse.node.route.KernelRoutes;
import io.gatehouse.node.route.Links;
import io.gatehouse.node.tun.TunDevice;
import io.gatehouse.node.xfrm.EspState;
import io.gatehouse.node.xfrm.XfrmEvent;
import io.gatehouse.node.xfrm.XfrmPolicy;
import io.gatehouse.node.xfrm.XfrmSocket;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the kernel's plane consists of, opened one after the other. */
final class KernelPlaneParts {

  private static final Logger LOG = LoggerFactory.getLogger(KernelPlaneParts.class);

  private static final XfrmSocket.Thresholds IPV4_HOSTS = new XfrmSocket.Thresholds(0, 32);
  private static final XfrmSocket.Thresholds IPV6_HOSTS = new XfrmSocket.Thresholds(0, 128);
  private static final int EVENT_BUFFER = 16 << 20;
  private static final List<Integer> GROUPS =
      List.of(
          XfrmEvent.XFRMNLGRP_ACQUIRE,
          XfrmEvent.XFRMNLGRP_EXPIRE,
          XfrmEvent.XFRMNLGRP_AEVENTS,
          XfrmEvent.XFRMNLGRP_MAPPING);

  private final XfrmSettings settings;
  private final KernelSite site;
  private final Tags tags;
  private final DataPlaneEvents events;
  private final Clock clock = Clock.systemUTC();
  private final Counters<KernelEvent> counters = new Counters<>(KernelEvent.class);
  private final Deque<Runnable> closers = new ArrayDeque<>();

  KernelPlaneParts(XfrmSettings settings, KernelSite site, DataPlaneEvents events) {
    this.settings = settings;
    this.site = site;
    this.tags = site.tags();
    this.events = events;
  }

  /**
   * @throws DataPlaneException with the reason; nothing is left open
   */
  XfrmDataPlane open() {
    try {
      return start();
    } catch (NetlinkException e) {
      close();
      throw KernelFailure.of("ESP in the kernel", e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private XfrmDataPlane start() {
    XfrmSocket requests = socket();
    KernelStates states = new KernelStates(requests);
    boolean directions = states.probe();
    requests.setHashThresholds(IPV4_HOSTS, IPV6_HOSTS);
    ClientRoutes routes = routes();
    Stock stock = takeStock(requests);
    InboundSpis inboundSpis =
        InboundSpis.open(
            site.packetFilter(settings),
            stock.pairs.stream().map(SaPair::inboundSpi).toList(),
            events,
            site.alone());
    closers.push(inboundSpis::close);
    SaDatabase database =
        new SaDatabase(
            states,
            inboundSpis,
            routes,
            new SaLayout(settings.replayWindow(), directions, card()),
            clock);
    goOn(stock, database);
    routes.removeOthers(database.reachedAddresses());
    KernelPoll poll = watch(database);
    return new XfrmDataPlane(
        states, inboundSpis, database, poll, events, counters, clock, site.alone(), this::close);
  }

  /** The index of the network card that is to do the cryptography. */
  private OptionalInt card() {
    return settings.offloadDevice().stream().mapToInt(Links::index).findFirst();
  }

  private XfrmSocket socket() {
    XfrmSocket socket = XfrmSocket.open();
    closers.push(socket::close);
    return socket;
  }

  private ClientRoutes routes() {
    makeDevice();
    Links.bringUp(settings.device(), TunnelMtu.within(settings.mtu(), site.addresses()).octets());
    KernelRoutes kernel = KernelRoutes.into(settings.device());
    closers.push(kernel::close);
    return ClientRoutes.beside(site.routes(), kernel);
  }

  /** That of a node in a cluster ends with the process, and with it the routes to its clients. */
  private void makeDevice() {
    if (site.alone()) {
      Links.makeDummy(settings.device());
    } else {
      TunDevice device = TunDevice.open(settings.device());
      closers.push(device::close);
    }
  }

  /**
   * What an earlier process has left.
   *
   * @param pairs of states that go on
   * @param states all of this plane's
   * @param policies all of this plane's
   */
  private record Stock(List<SaPair> pairs, List<EspState> states, List<XfrmPolicy> policies) {}

  private Stock takeStock(XfrmSocket requests) {
    List<EspState> states = requests.states().stream().filter(tags::isOurs).toList();
    List<XfrmPolicy> policies = requests.policies().stream().filter(tags::isOurs).toList();
    List<SaPair> pairs =
        site.alone() ? Adoption.pairs(states, policies, tags, site.headend()) : List.of();
    return new Stock(pairs, states, policies);
  }

  /** What makes no pair, or is another node's business by now, is removed. */
  private void goOn(Stock stock, SaDatabase database) {
    stock.pairs.forEach(database::adopt);
    if (!stock.pairs.isEmpty()) {
      LOG.info("{} CHILD SAs in the kernel go on", stock.pairs.size());
    }
    int _ = database.repairPolicies(stock.policies, database.policyVersion());
    int removed = database.removeStrangers(stock.states.stream().map(EspState::id).toList());
    if (removed > 0) {
      LOG.info("{} states of an earlier process were removed from the kernel", removed);
    }
  }

  private KernelPoll watch(SaDatabase database) {
    SaLimits limits = new SaLimits(database, events, counters);
    KernelPoll poll = new KernelPoll(socket(), tags, database, limits, events, counters, clock);
    closers.push(poll::close);
    NetlinkListener listener = XfrmSocket.listen(EVENT_BUFFER, GROUPS);
    closers.push(listener::close);
    new KernelEvents(listener, tags, site.headend(), database, limits, poll, events, counters)
        .start();
    poll.start(settings.pollInterval());
    return poll;
  }

  /** In the opposite order. */
  private void close() {
    while (!closers.isEmpty()) {
      closers.pop().run();
    }
  }
}
