package io.gatehouse.protocol.ike.exchange;

import java.util.List;
import java.util.Map;

/**
 * Keeps with a session how far its CHILD SAs have received: whatever is stored of it says so, and
 * whoever installs them next refuses what came before. What comes between that and the loss of
 * their machine can be sent once more by somebody who has recorded it, until the rekey.
 */
final class ReplayCheckpoint {

  private ReplayCheckpoint() {}

  /** A step that is stored says how far they have received until then. */
  static Step kept(Established before, Step step, Context context) {
    return step.durable() && step.state() instanceof Established after
        ? new Step(read(after, context.meters().received(before)), true, step.decisions())
        : step;
  }

  private static Established read(Established session, Map<Integer, Long> received) {
    List<ChildSa> childSas =
        session.childSas().stream().map(childSa -> read(childSa, received)).toList();
    return childSas.equals(session.childSas()) ? session : session.edit().childSas(childSas).done();
  }

  static ChildSa read(ChildSa childSa, Map<Integer, Long> received) {
    return childSa.havingReceived(received.getOrDefault(childSa.inboundSpi(), 0L));
  }

  /** Many packets have come: that is stored for its own sake. */
  static Step due(Established session, Input.Received received) {
    boolean news =
        session
            .childSa(received.inboundSpi())
            .filter(childSa -> childSa.outboundSpi() == received.outboundSpi())
            .filter(childSa -> childSa.received() < received.number())
            .isPresent();
    return news
        ? Step.stored(
            session
                .edit()
                .replace(received.inboundSpi(), sa -> sa.havingReceived(received.number()))
                .done(),
            List.of())
        : Step.of(session);
  }

  /** The CHILD SAs of {@code now}, with what is known to have come as it was. */
  static List<ChildSa> asBefore(Established was, Established now) {
    return now.childSas().stream()
        .map(sa -> was.childSa(sa.inboundSpi()).map(sa::havingReceivedAs).orElse(sa))
        .toList();
  }
}
