package io.gatehouse.cluster.session;

import io.gatehouse.cluster.dataplane.DataPlanes;
import io.gatehouse.protocol.esp.Authenticity;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.Decision;
import io.gatehouse.protocol.ike.exchange.Established;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Which packets of a machine that does not know their CHILD SA move a session there. */
final class Arrivals {

  /** Longer than an installation is on its way to its machine. */
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(1);

  private final DataPlanes planes;
  private final InstantSource clock;
  private Instant installedAt = Instant.MIN;

  Arrivals(DataPlanes planes, InstantSource clock) {
    this.planes = planes;
    this.clock = clock;
  }

  void carriedOut(List<Decision> decisions) {
    if (decisions.stream().anyMatch(Decision.Install.class::isInstance)) {
      installedAt = clock.instant();
    }
  }

  /** Anybody can send a packet with any SPI; only the client can send one that is authentic. */
  boolean isToMove(Established session, SessionCommand.Arrived arrived) {
    Optional<ChildSa> childSa = session.childSa(arrived.inboundSpi());
    return childSa.isPresent()
        && !isInstalled(session, arrived)
        && Authenticity.of(
            childSa.get().inboundSpi(),
            childSa.get().suite(),
            childSa.get().inboundKey(),
            childSa.get().inboundIntegrityKey(),
            childSa.get().received(),
            arrived.packet());
  }

  private boolean isInstalled(Established session, SessionCommand.Arrived arrived) {
    String machine = arrived.path().headend();
    if (!machine.equals(session.path().headend())) {
      return false;
    }
    return planes.isHere(machine)
        ? !planes.held(List.of(arrived.inboundSpi())).isEmpty()
        : clock.instant().isBefore(installedAt.plus(ON_ITS_WAY));
  }
}
