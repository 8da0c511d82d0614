package io.gatehouse.protocol.ike.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The client's traffic comes along another path. On the same machine the CHILD SAs only send
 * elsewhere. On another machine they are installed there and removed where they were: with sequence
 * numbers that were never used, since nobody knows how far the other machine has come, and to be
 * rekeyed soon.
 */
final class Moving {

  private static final Duration SOONEST_REKEY = Duration.ofSeconds(5);
  private static final Duration REKEY_SPREAD = Duration.ofSeconds(40);

  /** A node with many sessions that all come anew rekeys about 200 of them in a second. */
  private static final Duration REKEY_SPREAD_OF_EACH = Duration.ofMillis(5);

  /** Of the sequence blocks of a CHILD SA; one that has used more is rekeyed at once. */
  private static final int UNHURRIED_RECOVERIES = 16;

  private Moving() {}

  /** The session on its new path: what is to be stored before {@link #decisions} are followed. */
  static Established along(Established session, Path path, Context context) {
    return path.isOnMachineOf(session.path())
        ? session.edit().path(path).done()
        : reinstalled(session, path, context);
  }

  /** As {@link #along}, for a machine that has none of the CHILD SAs, be it the same or another. */
  static Established reinstalled(Established session, Path path, Context context) {
    EstablishedEdit edit = session.edit().path(path);
    Map<Integer, Long> received = context.meters().received(session);
    for (ChildSa childSa : session.childSas()) {
      edit.replace(
          childSa.inboundSpi(), sa -> recovered(ReplayCheckpoint.read(sa, received), context));
    }
    return edit.done();
  }

  /** With sequence numbers of its own, and rekeyed soon, but not by all sessions together. */
  static ChildSa recovered(ChildSa childSa, Context context) {
    ChildSa recovered = childSa.recovered();
    Duration ofAll = REKEY_SPREAD_OF_EACH.multipliedBy(context.meters().sessions());
    Duration longest = ofAll.compareTo(REKEY_SPREAD) > 0 ? ofAll : REKEY_SPREAD;
    long spread = (long) (context.random().nextDouble() * longest.toMillis());
    Instant soon =
        recovered.recoveries() > UNHURRIED_RECOVERIES
            ? context.now()
            : context.now().plus(SOONEST_REKEY).plusMillis(spread);
    return recovered.rekeyedAt(soon.isBefore(childSa.rekeyAt()) ? soon : childSa.rekeyAt());
  }

  /**
   * What is to be done for a move, before anything else that the same step wants.
   *
   * @param after where the whole step leads: a CHILD SA that is gone then is not installed any more
   */
  static List<Decision> decisions(Established before, Established moved, SessionState after) {
    List<ChildSa> staying =
        after instanceof Established session
            ? session.childSas().stream()
                .filter(sa -> moved.childSa(sa.inboundSpi()).isPresent())
                .toList()
            : List.of();
    boolean sameMachine = moved.path().isOnMachineOf(before.path());
    List<Decision> decisions = new ArrayList<>();
    if (!sameMachine) {
      String old = before.path().headend();
      before
          .childSas()
          .forEach(sa -> decisions.add(Decision.Remove.makingWay(sa.inboundSpi(), old, moved)));
    }
    List<ChildSa> anew = staying.stream().filter(sa -> isNew(before, sa)).toList();
    staying.stream()
        .filter(sa -> !anew.contains(sa))
        .forEach(sa -> decisions.add(new Decision.Move(sa.inboundSpi(), moved.path())));
    decisions.addAll(installations(moved, anew));
    return decisions;
  }

  private static boolean isNew(Established before, ChildSa childSa) {
    Optional<ChildSa> was = before.childSa(childSa.inboundSpi());
    return was.filter(sa -> sa.recoveries() == childSa.recoveries()).isEmpty();
  }

  /** The newest one carries the client's traffic: those in use come last. */
  static List<Decision> installations(Established session, List<ChildSa> childSas) {
    Stream<Decision> all =
        childSas.stream()
            .sorted(Comparator.comparing(sa -> sa.stage() == ChildSa.Stage.INSTALLED))
            .map(sa -> Establishment.install(session, sa));
    return all.toList();
  }

  /** It has ended: where the session has it installed. */
  static Decision remove(Established session, int inboundSpi) {
    return new Decision.Remove(inboundSpi, session.path().headend(), OptionalInt.empty());
  }
}
