package io.gatehouse.node;

import io.gatehouse.cluster.config.Configuration;
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
import io.gatehouse.node.net.EspReading;
import io.gatehouse.node.net.EspReceiver;
import io.gatehouse.node.net.InheritedSockets;
import io.gatehouse.node.net.UdpSockets;
import io.gatehouse.node.radius.RadiusSettings;
import io.gatehouse.node.radius.UdpRadiusClient;
import io.gatehouse.node.tun.TunDataPlane;
import io.gatehouse.node.tun.TunSettings;
import io.gatehouse.protocol.ike.exchange.SessionState;
import io.gatehouse.protocol.ike.policy.Network;
import io.gatehouse.protocol.octets.Secret;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the sessions, and those who speak to them, stand on: there before the actor system is, and
 * closed after it.
 *
 * @param events brings what the data plane sees to the sessions
 * @param esp takes the ESP that arrives
 * @param planeCounters what the data plane has counted, by name
 */
record Foundation(
    SpiLayout spis,
    CookieSecrets cookies,
    UdpSockets sockets,
    DataPlane dataPlane,
    EspReceiver esp,
    Supplier<Map<String, Long>> planeCounters,
    SessionPlaneEvents events,
    SessionStore<SessionState> store,
    UdpRadiusClient radius,
    SessionNumbers numbers,
    SessionGauge gauge) {

  /** The plane, who takes the ESP that arrives, and what was counted. */
  private record Plane(
      DataPlane dataPlane, EspReceiver receiver, Supplier<Map<String, Long>> counters) {}

  /** Opens everything, and gives {@code parts} what must be closed. */
  static Foundation lay(
      Parts parts,
      NodeSettings settings,
      Configuration policy,
      SessionRouter sessions,
      SecureRandom random,
      Clock clock) {
    InheritedSockets inherited = InheritedSockets.ofThisProcess();
    Privileges.ofThisProcess().require(settings.plane(), settings.udp(), inherited);
    Secret secret = clusterSecret(settings, random);
    UdpSockets sockets = parts.add(UdpSockets.open(settings.udp(), EspReading.PROCESS, inherited));
    SessionPlaneEvents events = new SessionPlaneEvents(sessions);
    Plane plane = plane(parts, settings, policy, sockets, events);
    SessionStore<SessionState> store =
        parts.add(SessionStore.open(settings.store(), new SessionRecord(), random, clock));
    store.requireShared("cluster secret", secret, settings.clusterSecretFile());
    return new Foundation(
        new SpiLayout(secret),
        new CookieSecrets(secret),
        sockets,
        plane.dataPlane(),
        plane.receiver(),
        plane.counters(),
        events,
        store,
        parts.add(UdpRadiusClient.open(radiusSettings(settings, policy))),
        new SessionNumbers(random, store::expectAbsent),
        new SessionGauge());
  }

  private static Secret clusterSecret(NodeSettings settings, SecureRandom random) {
    MasterKeyFile file = new MasterKeyFile(settings.clusterSecretFile());
    return (settings.alone() ? file.readOrCreate(random) : file.read()).newest();
  }

  private static RadiusSettings radiusSettings(NodeSettings settings, Configuration policy) {
    return new RadiusSettings(
        settings.radiusSockets(),
        true,
        settings.nasAddress(),
        policy.aaa().deadTime(),
        settings.radiusProbeInterval());
  }

  private static Plane plane(
      Parts parts,
      NodeSettings settings,
      Configuration policy,
      UdpSockets sockets,
      SessionPlaneEvents events) {
    return switch (settings.plane()) {
      case TUN -> {
        List<Network> routes =
            settings.cluster().alone() ? PoolRoutes.of(policy.pools().values()) : List.of();
        TunSettings tun =
            new TunSettings(
                settings.tunDevice(), settings.tunMtu(), routes, TunSettings.DEFAULT_REPLAY_WINDOW);
        TunDataPlane plane = parts.add(TunDataPlane.open(tun, sockets, events));
        yield new Plane(plane, plane, () -> CounterNames.of("tun", plane.drops()));
      }
      case NONE -> new Plane(parts.add(new NoDataPlane()), (_, _) -> {}, Map::of);
    };
  }
}
