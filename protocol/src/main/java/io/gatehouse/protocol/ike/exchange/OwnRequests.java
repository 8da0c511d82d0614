package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.IkeHeader;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.message.Proposal;
import io.gatehouse.protocol.octets.Octets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The requests that the headend begins itself: one at a time, repeated with identical octets. What
 * changes the session is stored before it is sent.
 */
final class OwnRequests {

  private static final Duration FIRST_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration SYNC_TIMEOUT = Duration.ofSeconds(2);
  private static final double BACKOFF = 1.8;
  private static final int MOST_TRANSMISSIONS = 6;

  private OwnRequests() {}

  /**
   * Ends a step: begins the request that is due, if none is on its way.
   *
   * @param durable whether the step must be stored even without a new request
   */
  static Step pump(
      Established session, List<Decision> decisions, boolean durable, Context context) {
    Step step =
        session.outstanding().isPresent()
            ? Step.of(session, decisions)
            : due(session, context)
                .map(purpose -> begin(session, purpose, decisions, context))
                .orElseGet(() -> Step.of(session, decisions));
    return durable ? Step.stored(step.state(), step.decisions()) : step;
  }

  private static Optional<Outstanding.Purpose> due(Established session, Context context) {
    if (session.ending().isPresent()) {
      return Optional.of(new Outstanding.Purpose.DeleteIkeSa(session.ending().get()));
    }
    if (MessageIdSynchronization.isDue(session)) {
      return Optional.of(MessageIdSynchronization.purpose(session, context));
    }
    for (ChildSa childSa : session.childSas()) {
      if (childSa.stage() == ChildSa.Stage.TO_DELETE) {
        return Optional.of(new Outstanding.Purpose.DeleteChildSa(childSa.inboundSpi()));
      }
    }
    for (ChildSa childSa : session.childSas()) {
      if (childSa.stage() == ChildSa.Stage.INSTALLED && !childSa.rekeyAt().isAfter(context.now())) {
        return Optional.of(ChildSaRekey.purpose(session, childSa, context));
      }
    }
    return Deadlines.livenessAt(session)
        .filter(at -> !at.isAfter(context.now()))
        .map(_ -> new Outstanding.Purpose.Liveness());
  }

  static Step begin(
      Established session, Outstanding.Purpose purpose, List<Decision> before, Context context) {
    boolean sync = purpose instanceof Outstanding.Purpose.MessageIdSync;
    boolean settlesDoubt = sync || purpose instanceof Outstanding.Purpose.CatchUp;
    if (session.ownIds().areInDoubt() && !settlesDoubt) {
      return begin(session, new Outstanding.Purpose.CatchUp(), before, context);
    }
    List<Octets> datagrams = requests(session, purpose, context);
    OwnMessageIds used = sync ? session.ownIds().proposed() : session.ownIds().used();
    Outstanding outstanding =
        new Outstanding(
            sync ? MessageIdSynchronization.MESSAGE_ID : used.next() - 1,
            purpose,
            datagrams,
            1,
            context.now().plus(timeout(session, purpose, 1)));
    List<Decision> decisions = new ArrayList<>(before);
    decisions.add(new Decision.Transmit(session.path(), datagrams));
    EstablishedEdit edit = session.edit().outstanding(Optional.of(outstanding)).ownIds(used);
    if (sync) {
      edit.peer(session.peer().withMessageIdSync(false));
    }
    if (purpose instanceof Outstanding.Purpose.RekeyChildSa) {
      edit.childGeneration(session.freeChildGeneration(context.mint()));
    }
    return purpose instanceof Outstanding.Purpose.Liveness && session.ownIds().mayGoUnstored()
        ? Step.of(edit.done(), decisions)
        : Step.stored(edit.done(), decisions);
  }

  private static List<Octets> requests(
      Established session, Outstanding.Purpose purpose, Context context) {
    return messageIds(session.ownIds(), purpose)
        .mapToObj(
            id ->
                Outgoing.protect(
                    session.ikeSa(),
                    session.peer(),
                    session.ikeSa().request(exchange(purpose), id),
                    payloads(session, purpose),
                    context))
        .flatMap(List::stream)
        .toList();
  }

  private static IntStream messageIds(OwnMessageIds ids, Outstanding.Purpose purpose) {
    return purpose instanceof Outstanding.Purpose.MessageIdSync
        ? IntStream.of(MessageIdSynchronization.MESSAGE_ID)
        : IntStream.range(ids.next(), ids.used().next());
  }

  private static ExchangeType exchange(Outstanding.Purpose purpose) {
    return purpose instanceof Outstanding.Purpose.RekeyChildSa
        ? ExchangeType.CREATE_CHILD_SA
        : ExchangeType.INFORMATIONAL;
  }

  private static List<Payload> payloads(Established session, Outstanding.Purpose purpose) {
    return switch (purpose) {
      case Outstanding.Purpose.Liveness(), Outstanding.Purpose.CatchUp() -> List.of();
      case Outstanding.Purpose.MessageIdSync sync -> MessageIdSynchronization.request(sync);
      case Outstanding.Purpose.DeleteIkeSa _ ->
          List.of(new Payload.Delete(Proposal.IKE, List.of()));
      case Outstanding.Purpose.DeleteChildSa(int spi) ->
          List.of(new Payload.Delete(Proposal.ESP, List.of(ChildSaCreation.spiOctets(spi))));
      case Outstanding.Purpose.RekeyChildSa rekey -> ChildSaRekey.request(session, rekey);
    };
  }

  /**
   * The client's response; INVALID_SYNTAX ends the IKE SA on both sides (RFC 7296 section 2.21.3).
   */
  static Step answered(Established session, IkeMessage message, Context context) {
    Outstanding own = session.outstanding().orElseThrow();
    if (!message.header().is(exchange(own.purpose()))) {
      return Step.of(session);
    }
    Established settled = session.edit().outstanding(Optional.empty()).done();
    if (message.notify(NotifyType.INVALID_SYNTAX).isPresent()) {
      return Ending.now(
          settled, session.ending().orElse(SessionEvent.Cause.PROTOCOL_ERROR), List.of(), context);
    }
    return switch (own.purpose()) {
      case Outstanding.Purpose.Liveness() -> pump(settled, List.of(), false, context);
      // From here on requests may go unstored again, which the store must know.
      case Outstanding.Purpose.CatchUp() -> pump(settled, List.of(), true, context);
      case Outstanding.Purpose.MessageIdSync _ ->
          MessageIdSynchronization.answered(settled, message, context);
      case Outstanding.Purpose.DeleteIkeSa(SessionEvent.Cause cause) ->
          Ending.now(settled, cause, List.of(), context);
      case Outstanding.Purpose.DeleteChildSa(int spi) ->
          pump(
              settled.edit().remove(spi).done(),
              List.of(Moving.remove(settled, spi)),
              true,
              context);
      case Outstanding.Purpose.RekeyChildSa rekey ->
          ChildSaRekey.answered(settled, rekey, message, context);
    };
  }

  /** Whether a response answers one of several requests, and not the last of them. */
  static boolean isOnTheWay(Established session, IkeHeader header) {
    return session.outstanding().filter(own -> own.messageId() != header.messageId()).isPresent();
  }

  /**
   * The client has come so far, and takes the next request now: of several that came at once a
   * client with more than one thread may have dropped it. The response may be an old one that
   * somebody has recorded, and is no sign of life.
   */
  static Step goOn(Established session, int answered, Context context) {
    Outstanding own = session.outstanding().orElseThrow();
    Outstanding left = own.after(answered, context.now().plus(timeout(session, own.purpose(), 1)));
    return Step.of(
        session.edit().outstanding(Optional.of(left)).done(),
        new Decision.Transmit(session.path(), List.of(left.datagrams().getFirst())));
  }

  /** The time for a response is over: once more, or the client is gone. */
  static Step repeat(Established session, Outstanding own, Context context) {
    if (own.transmissions() >= mostTransmissions(session, own.purpose())) {
      if (own.purpose() instanceof Outstanding.Purpose.MessageIdSync) {
        return MessageIdSynchronization.unanswered(session, context);
      }
      SessionEvent.Cause cause = session.ending().orElse(SessionEvent.Cause.LOST);
      return Ending.now(session, cause, List.of(), context);
    }
    int transmissions = own.transmissions() + 1;
    Instant nextAt = context.now().plus(timeout(session, own.purpose(), transmissions));
    return Step.of(
        session.edit().outstanding(Optional.of(own.repeated(transmissions, nextAt))).done(),
        new Decision.Transmit(session.path(), own.datagrams()));
  }

  private static int mostTransmissions(Established session, Outstanding.Purpose purpose) {
    return switch (purpose) {
      case Outstanding.Purpose.Liveness(), Outstanding.Purpose.CatchUp() ->
          session
              .timing()
              .deadPeerDetection()
              .map(dpd -> dpd.retries() + 1)
              .orElse(MOST_TRANSMISSIONS);
      // A client that is told to go and does not answer is not worth a minute.
      case Outstanding.Purpose.DeleteIkeSa _ -> 3;
      // There is another way to go on, which a client that has lost its machine waits for.
      case Outstanding.Purpose.MessageIdSync _ -> 1;
      case Outstanding.Purpose.DeleteChildSa _, Outstanding.Purpose.RekeyChildSa _ ->
          MOST_TRANSMISSIONS;
    };
  }

  private static Duration timeout(
      Established session, Outstanding.Purpose purpose, int transmissions) {
    if (purpose instanceof Outstanding.Purpose.MessageIdSync) {
      return SYNC_TIMEOUT;
    }
    if (purpose.changesNothing() && session.timing().deadPeerDetection().isPresent()) {
      return session.timing().deadPeerDetection().get().retryInterval();
    }
    double factor = Math.pow(BACKOFF, transmissions - 1);
    return Duration.ofMillis((long) (FIRST_TIMEOUT.toMillis() * factor));
  }
}
