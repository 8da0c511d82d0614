package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.accounting.Account;
import io.gatehouse.protocol.ike.policy.DeadPeerDetection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One deadline for a session: the earliest of all that time can do to it. */
final class Deadlines {

  private Deadlines() {}

  /** A session that is ending has only one thing left to wait for. */
  static Instant next(Established session) {
    return session
        .ending()
        .flatMap(_ -> session.outstanding())
        .map(Outstanding::nextAt)
        .orElseGet(() -> earliest(session));
  }

  private static Instant earliest(Established session) {
    return Stream.of(
            Stream.of(session.ikeExpiresAt()),
            session.sessionExpiresAt().stream(),
            session.abandonedAt().stream(),
            idleAt(session).stream(),
            session.account().flatMap(Account::interimAt).stream(),
            session.retiring().map(Established.Retiring::expiresAt).stream(),
            session.outstanding().map(Outstanding::nextAt).stream(),
            session.outstanding().isPresent()
                ? Stream.<Instant>empty()
                : livenessAt(session).stream(),
            session.childSas().stream().flatMap(sa -> childSa(session, sa)))
        .flatMap(instants -> instants)
        .min(Instant::compareTo)
        .orElseThrow();
  }

  /** While another request is on its way, a rekey must wait for it. */
  private static Stream<Instant> childSa(Established session, ChildSa childSa) {
    boolean rekeys = childSa.stage() == ChildSa.Stage.INSTALLED && session.outstanding().isEmpty();
    return switch (childSa.stage()) {
      case INSTALLED ->
          rekeys
              ? Stream.of(childSa.rekeyAt(), childSa.expiresAt())
              : Stream.of(childSa.expiresAt());
      case REPLACED_BY_PEER -> Stream.of(childSa.expiresAt());
      case TO_DELETE -> Stream.empty();
    };
  }

  /** Traffic is as good a sign of life as an IKE message. */
  static Optional<Instant> livenessAt(Established session) {
    Instant lastSign =
        session.lastTraffic().isAfter(session.lastHeard())
            ? session.lastTraffic()
            : session.lastHeard();
    return session
        .timing()
        .deadPeerDetection()
        .map(DeadPeerDetection::interval)
        .map(lastSign::plus);
  }

  private static Optional<Instant> idleAt(Established session) {
    return session.timing().idleTimeout().map(session.lastTraffic()::plus);
  }

  static Step reached(Established before, Instant lastTraffic, Context context) {
    Established session =
        lastTraffic.isAfter(before.lastTraffic())
            ? before.edit().lastTraffic(lastTraffic).done()
            : before;
    Instant now = context.now();
    Optional<SessionEvent.Cause> end =
        session.ending().isPresent() ? Optional.empty() : over(session, now);
    if (end.isPresent()) {
      return OwnRequests.pump(session.edit().ending(end.get()).done(), List.of(), true, context);
    }
    Optional<Outstanding> late = session.outstanding().filter(own -> !own.nextAt().isAfter(now));
    if (late.isPresent()) {
      return OwnRequests.repeat(session, late.get(), context);
    }
    Established trimmed = trim(session, now);
    Established kept = Bookkeeping.deferred(trimmed, context);
    boolean durable = !trimmed.equals(session) || Bookkeeping.interimDue(kept, context);
    return OwnRequests.pump(kept, List.of(), durable, context);
  }

  private static Optional<SessionEvent.Cause> over(Established session, Instant now) {
    boolean timedOut =
        !session.ikeExpiresAt().isAfter(now)
            || session.sessionExpiresAt().filter(at -> !at.isAfter(now)).isPresent();
    if (timedOut) {
      return Optional.of(SessionEvent.Cause.SESSION_TIMEOUT);
    }
    if (idleAt(session).filter(at -> !at.isAfter(now)).isPresent()) {
      return Optional.of(SessionEvent.Cause.IDLE_TIMEOUT);
    }
    return session.abandonedAt().filter(at -> !at.isAfter(now)).isPresent()
        ? Optional.of(SessionEvent.Cause.PROTOCOL_ERROR)
        : Optional.empty();
  }

  /** What has outlived its time is dropped, or put down for deletion. */
  private static Established trim(Established session, Instant now) {
    Established trimmed = session;
    if (session.retiring().filter(old -> !old.expiresAt().isAfter(now)).isPresent()) {
      trimmed = trimmed.edit().retiring(Optional.empty()).done();
    }
    for (ChildSa childSa : session.childSas()) {
      boolean expired =
          childSa.stage() != ChildSa.Stage.TO_DELETE && !childSa.expiresAt().isAfter(now);
      if (expired) {
        trimmed =
            trimmed
                .edit()
                .replace(childSa.inboundSpi(), sa -> sa.at(ChildSa.Stage.TO_DELETE))
                .done();
      }
    }
    return trimmed;
  }
}
