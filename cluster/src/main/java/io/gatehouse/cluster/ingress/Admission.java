package io.gatehouse.cluster.ingress;

import io.gatehouse.cluster.ingress.IngressCounters.Outcome;
import io.gatehouse.cluster.session.SessionCommand;
import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.MessageCodec;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.octets.Octets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which IKE_SA_INIT begins a session, and when. Only so many sessions begin at a time; more wait
 * here, where it costs next to nothing, and not behind the key exchanges of others. What was begun
 * is therefore soon finished, however much is offered.
 */
final class Admission {

  private final Supplier<IngressSettings> settings;
  private final IngressServices services;
  private final CookieJar cookies;
  private final InitialRequests initialRequests = new InitialRequests();
  private final WaitingRequests waiting = new WaitingRequests();

  Admission(Supplier<IngressSettings> settings, IngressServices services) {
    this.settings = settings;
    this.services = services;
    this.cookies = new CookieJar(services.cookies());
  }

  /** Whether {@link #serveWaiting} has something to do. */
  boolean isAwaited() {
    return !waiting.isEmpty();
  }

  void request(Path path, Octets message, long initiatorSpi) {
    if (repeated(path, message, initiatorSpi)) {
      return;
    }
    IngressSettings bounds = settings.get();
    int halfOpen = services.gauge().halfOpen() + waiting.size();
    if (halfOpen >= bounds.maximumHalfOpen()) {
      count(Outcome.DROPPED_HALF_OPEN_LIMIT);
    } else if (halfOpen + services.gauge().established() >= bounds.maximumSas()) {
      count(Outcome.DROPPED_SA_LIMIT);
    } else if (halfOpen < bounds.cookieThreshold() || hasCookie(path, message)) {
      beginOrWait(path, message, initiatorSpi);
    }
  }

  /** A session that is over does not keep its client from another, nor from the bounds. */
  private boolean repeated(Path path, Octets message, long initiatorSpi) {
    Optional<SessionNumber> known =
        initialRequests.find(initiatorSpi, path.remote(), now()).filter(services.numbers()::isUsed);
    known.ifPresent(session -> deliver(session, path, message, Outcome.DELIVERED));
    return known.isPresent();
  }

  private void beginOrWait(Path path, Octets message, long initiatorSpi) {
    if (waiting.isEmpty() && isRoom()) {
      begin(path, message, initiatorSpi);
    } else if (!waiting.add(path, message, initiatorSpi, now())) {
      count(Outcome.DROPPED_WAITING);
    }
  }

  /** Begins the sessions that there is room for now. */
  void serveWaiting() {
    for (int late = waiting.giveUp(now()); late > 0; late--) {
      count(Outcome.DROPPED_WAITING);
    }
    while (!waiting.isEmpty() && isRoom()) {
      WaitingRequests.Waiting next = waiting.next();
      if (!repeated(next.path(), next.message(), next.initiatorSpi())) {
        begin(next.path(), next.message(), next.initiatorSpi());
      }
    }
  }

  private boolean isRoom() {
    return services.gauge().beginnings().count(now()) < settings.get().maximumBeginning();
  }

  private void begin(Path path, Octets message, long initiatorSpi) {
    Optional<SessionNumber> number = services.numbers().allocate();
    if (number.isEmpty()) {
      count(Outcome.DROPPED_HALF_OPEN_LIMIT);
      return;
    }
    initialRequests.remember(initiatorSpi, path.remote(), number.get(), now());
    services.gauge().beginnings().begin(number.get(), now());
    deliver(number.get(), path, message, Outcome.SESSION_BEGUN);
  }

  /** Another number for a request whose number was in use, unless it has one by now. */
  void taken(SessionNumber number, Path path, Octets message) {
    long initiatorSpi = message.buffer().getLong(0);
    boolean still =
        initialRequests.find(initiatorSpi, path.remote(), now()).filter(number::equals).isPresent();
    if (still) {
      count(Outcome.NUMBER_TAKEN);
      begin(path, message, initiatorSpi);
    }
  }

  private void deliver(SessionNumber session, Path path, Octets message, Outcome outcome) {
    count(outcome);
    services.router().tell(session, new SessionCommand.Deliver(path, message));
  }

  private boolean hasCookie(Path path, Octets message) {
    if (!(MessageCodec.decode(message) instanceof MessageCodec.Whole(IkeMessage request))) {
      count(Outcome.DROPPED_NOT_IKE);
      return false;
    }
    if (cookies.accepts(request, path, now())) {
      count(Outcome.COOKIE_ACCEPTED);
      return true;
    }
    if (request.notify(NotifyType.COOKIE).isPresent()) {
      count(Outcome.COOKIE_WRONG);
    }
    count(Outcome.COOKIE_ASKED);
    cookies
        .challenge(request, path, now())
        .ifPresent(
            response -> services.sender().send(path, List.of(MessageCodec.encode(response))));
    return false;
  }

  private void count(Outcome outcome) {
    services.counters().count(outcome);
  }

  private Instant now() {
    return services.clock().instant();
  }
}
