package io.gatehouse.cluster.session;

import io.gatehouse.cluster.dataplane.DataPlane.Traffic;
import io.gatehouse.cluster.dataplane.DataPlanes;
import io.gatehouse.cluster.dataplane.NodeAgent.Held;
import io.gatehouse.protocol.accounting.Reading;
import io.gatehouse.protocol.accounting.Usage;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.Established;
import io.gatehouse.protocol.ike.exchange.Meters;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What has been counted of a session's traffic: read from this machine's data plane, or, when the
 * CHILD SAs are on another machine, as that one told last. What is old, or of a machine that the
 * session has left, is no harm: a reading says which installation has counted.
 */
final class SessionMeters implements Meters {

  private final DataPlanes planes;
  private final BooleanSupplier answers;
  private final IntSupplier sessions;
  private volatile List<Held> told = List.of();

  SessionMeters(DataPlanes planes, BooleanSupplier answers, IntSupplier sessions) {
    this.planes = planes;
    this.answers = answers;
    this.sessions = sessions;
  }

  /** Another machine, which was asked, has these CHILD SAs. */
  void told(List<Held> held) {
    told = List.copyOf(held);
  }

  @Override
  public List<Reading> read(Established session) {
    return known(session).map(held -> reading(held.inboundSpi(), held.traffic())).toList();
  }

  @Override
  public Map<Integer, Long> received(Established session) {
    return known(session)
        .collect(Collectors.toMap(Held::inboundSpi, held -> held.traffic().received()));
  }

  private Stream<Held> known(Established session) {
    List<Integer> spis = session.childSas().stream().map(ChildSa::inboundSpi).toList();
    List<Held> known = planes.isHere(session.path().headend()) ? planes.held(spis) : told;
    return known.stream().filter(held -> isOf(session, held));
  }

  /** The same inbound SPI may have been another session's. */
  private static boolean isOf(Established session, Held held) {
    return session
        .childSa(held.inboundSpi())
        .filter(childSa -> childSa.outboundSpi() == held.outboundSpi())
        .isPresent();
  }

  private static Reading reading(int inboundSpi, Traffic counted) {
    return new Reading(
        inboundSpi,
        counted.installation(),
        new Usage(
            counted.inboundOctets(),
            counted.inboundPackets(),
            counted.outboundOctets(),
            counted.outboundPackets()));
  }

  @Override
  public boolean storeAnswers() {
    return answers.getAsBoolean();
  }

  @Override
  public int sessions() {
    return sessions.getAsInt();
  }
}
