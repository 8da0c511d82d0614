package io.gatehouse.node;

import io.gatehouse.cluster.config.Configuration;
import io.gatehouse.cluster.config.distribution.ActiveConfiguration;
import io.gatehouse.cluster.dataplane.DataPlane;
import io.gatehouse.cluster.dataplane.NoDataPlane;
import io.gatehouse.cluster.ingress.CookieSecrets;
import io.gatehouse.cluster.session.SessionGauge;
import io.gatehouse.cluster.session.SessionNumbers;
import io.gatehouse.cluster.session.SessionRecord;
import io.gatehouse.cluster.session.SessionRouter;
import io.gatehouse.cluster.session.SpiLayout;
import io.gatehouse.cluster.store.MasterKeyFile;
import io.gatehouse.cluster.store.SessionStore;
import io.gatehouse.node.kernel.KernelSite;
import io.gatehouse.node.kernel.XfrmDataPlane;
import io.gatehouse.node.kernel.XfrmSettings;
import io.gatehouse.node.net.EspReading;
import io.gatehouse.node.net.EspReceiver;
import io.gatehouse.node.net.InheritedSockets;
import io.gatehouse.node.net.UdpSockets;
import io.gatehouse.node.radius.RadiusSettings;
import io.gatehouse.node.radius.UdpRadiusClient;
import io.gatehouse.node.tun.TunDataPlane;
import io.gatehouse.node.tun.TunSettings;
import io.gatehouse.node.xfrm.XfrmStatistics;
import io.gatehouse.protocol.ike.exchange.SessionState;
import io.gatehouse.protocol.ike.policy.Network;
import io.gatehouse.protocol.octets.Secret;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the sessions, and those who speak to them, stand on: there before the actor system is, and
 * closed after it.
 *
 * @param configuration what the node serves clients by at the moment
 * @param events brings what the data plane sees to the sessions
 * @param esp takes the ESP that arrives
 * @param planeCounters what the data plane has counted, by name
 * @param settled to be run when all sessions of a node that is alone have been woken
 */
record Foundation(
    ActiveConfiguration configuration,
    SpiLayout spis,
    CookieSecrets cookies,
    UdpSockets sockets,
    DataPlane dataPlane,
    EspReceiver esp,
    Supplier<Map<String, Long>> planeCounters,
    Runnable settled,
    SessionPlaneEvents events,
    SessionStore<SessionState> store,
    UdpRadiusClient radius,
    SessionNumbers numbers,
    SessionGauge gauge) {

  /**
   * The plane, who takes the ESP that arrives, what was counted, and what is done when all sessions
   * have been woken.
   */
  private record Plane(
      DataPlane dataPlane,
      EspReceiver receiver,
      Supplier<Map<String, Long>> counters,
      Runnable settled) {}

  /** Opens everything, and gives {@code parts} what must be closed. */
  static Foundation lay(
      Parts parts,
      NodeSettings settings,
      SessionRouter sessions,
      SecureRandom random,
      Clock clock) {
    InheritedSockets inherited = InheritedSockets.ofThisProcess();
    Privileges.ofThisProcess().require(settings.plane(), settings.udp(), inherited);
    Secret secret = clusterSecret(settings, random);
    SessionStore<SessionState> store =
        parts.add(SessionStore.open(settings.store(), new SessionRecord(), random, clock));
    store.requireShared("cluster secret", secret, settings.clusterSecretFile());
    ActiveConfiguration active = PolicyFile.atStart(settings, store.configurations(), clock);
    UdpSockets sockets =
        parts.add(UdpSockets.open(settings.udp(), reading(settings.plane()), inherited));
    SessionPlaneEvents events = new SessionPlaneEvents(sessions, settings.nodeName());
    Plane plane = plane(parts, settings, active.configuration(), sockets, events);
    return new Foundation(
        active,
        new SpiLayout(secret),
        new CookieSecrets(secret),
        sockets,
        plane.dataPlane(),
        plane.receiver(),
        plane.counters(),
        plane.settled(),
        events,
        store,
        parts.add(radius(settings, active)),
        new SessionNumbers(random, store::expectAbsent),
        new SessionGauge());
  }

  private static Secret clusterSecret(NodeSettings settings, SecureRandom random) {
    MasterKeyFile file = new MasterKeyFile(settings.clusterSecretFile());
    return (settings.alone() ? file.readOrCreate(random) : file.read()).newest();
  }

  private static EspReading reading(NodeSettings.Plane plane) {
    return switch (plane) {
      case NodeSettings.Plane.Tun _, NodeSettings.Plane.None _ -> EspReading.PROCESS;
      case NodeSettings.Plane.Xfrm _ -> EspReading.KERNEL;
    };
  }

  private static UdpRadiusClient radius(NodeSettings settings, ActiveConfiguration active) {
    UdpRadiusClient client =
        UdpRadiusClient.open(
            new RadiusSettings(
                settings.radiusSockets(),
                true,
                settings.nasAddress(),
                () -> active.configuration().aaa().deadTime(),
                settings.radiusProbeInterval()));
    active.follow(configuration -> client.keepOnly(configuration.aaa().servers()));
    return client;
  }

  private static Plane plane(
      Parts parts,
      NodeSettings settings,
      Configuration policy,
      UdpSockets sockets,
      SessionPlaneEvents events) {
    List<Network> clients = PoolRoutes.of(policy);
    boolean alone = settings.cluster().alone();
    return switch (settings.plane()) {
      case NodeSettings.Plane.Tun(TunSettings tun) -> {
        TunSettings routing = tun.routing(alone ? clients : List.of());
        TunDataPlane plane = parts.add(TunDataPlane.open(routing, sockets, events));
        yield new Plane(plane, plane, () -> CounterNames.of("tun", plane.drops()), () -> {});
      }
      case NodeSettings.Plane.Xfrm(XfrmSettings xfrm) ->
          kernel(parts, xfrm, site(settings, clients), events);
      case NodeSettings.Plane.None() ->
          new Plane(parts.add(new NoDataPlane()), (_, _) -> {}, Map::of, () -> {});
    };
  }

  private static KernelSite site(NodeSettings settings, List<Network> clients) {
    return new KernelSite(
        settings.nodeName(),
        settings.udp().addresses(),
        settings.udp().natTraversalPort(),
        clients,
        settings.cluster().alone());
  }

  private static Plane kernel(
      Parts parts, XfrmSettings settings, KernelSite site, SessionPlaneEvents events) {
    XfrmDataPlane plane = parts.add(XfrmDataPlane.open(settings, site, events));
    return new Plane(plane, (_, _) -> {}, () -> counters(plane), plane::sessionsAwake);
  }

  private static Map<String, Long> counters(XfrmDataPlane plane) {
    Map<String, Long> counters = new LinkedHashMap<>(CounterNames.of("kernel", plane.counters()));
    counters.putAll(CounterNames.of("nftables", plane.filterEvents()));
    counters.putAll(CounterNames.ofKernel(XfrmStatistics.ofThisMachine().read()));
    return counters;
  }
}
