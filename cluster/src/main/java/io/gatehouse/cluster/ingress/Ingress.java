package io.gatehouse.cluster.ingress;

import io.gatehouse.cluster.ingress.IngressCounters.Outcome;
import io.gatehouse.cluster.session.SessionCommand;
import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.IkeHeader;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.MessageCodec;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Turns datagrams into commands for sessions. What a session has is found in the SPI that it handed
 * out; an IKE_SA_INIT gets a session number of its own, behind cookies when there are many.
 */
public final class Ingress {

  /** A datagram from a socket. */
  record Received(Path path, Octets message) {}

  private static final int RESPONDER_SPI_OFFSET = 8;
  private static final int VERSION_OFFSET = 17;
  private static final int EXCHANGE_OFFSET = 18;

  private final IngressSettings settings;
  private final IngressServices services;
  private final CookieJar cookies;
  private final InitialRequests initialRequests = new InitialRequests();

  private Ingress(IngressSettings settings, IngressServices services) {
    this.settings = settings;
    this.services = services;
    this.cookies = new CookieJar(services.random());
  }

  /** One datagram's fault, if there ever is one, is not the end of the others. */
  static Behavior<Received> create(
      IngressSettings settings, IngressServices services, AtomicInteger queued) {
    Ingress ingress = new Ingress(settings, services);
    return Behaviors.supervise(
            Behaviors.receiveMessage(
                (Received received) -> {
                  queued.decrementAndGet();
                  ingress.received(received.path(), received.message());
                  return Behaviors.same();
                }))
        .onFailure(SupervisorStrategy.resume());
  }

  /** Starts the ingress actor of a node, whose mailbox is bounded at the sockets. */
  public static IkeReceiver start(
      ActorSystem<?> system, IngressSettings settings, IngressServices services) {
    AtomicInteger queued = new AtomicInteger();
    ActorRef<Received> ingress =
        system.systemActorOf(create(settings, services, queued), "ingress", Props.empty());
    return receiver(ingress, settings.maximumQueued(), queued, services.counters());
  }

  static IkeReceiver receiver(
      ActorRef<Received> ingress,
      int maximumQueued,
      AtomicInteger queued,
      IngressCounters counters) {
    return (path, message) -> {
      if (queued.incrementAndGet() > maximumQueued) {
        queued.decrementAndGet();
        counters.count(Outcome.DROPPED_OVERLOAD);
      } else {
        ingress.tell(new Received(path, message));
      }
    };
  }

  private void received(Path path, Octets message) {
    if (message.length() < IkeHeader.LENGTH) {
      count(Outcome.DROPPED_NOT_IKE);
      return;
    }
    ByteBuffer header = message.buffer();
    if (header.get(VERSION_OFFSET) >>> 4 != IkeHeader.MAJOR_VERSION) {
      otherVersion(path, message);
    } else if (header.get(EXCHANGE_OFFSET) == ExchangeType.IKE_SA_INIT.number()
        && header.getLong(RESPONDER_SPI_OFFSET) == 0) {
      initial(path, message, header.getLong(0));
    } else {
      deliver(path, message, header.getLong(RESPONDER_SPI_OFFSET));
    }
  }

  private void deliver(Path path, Octets message, long responderSpi) {
    Optional<SessionNumber> owner = services.spis().owner(responderSpi);
    if (owner.isPresent()) {
      count(Outcome.DELIVERED);
      services.router().tell(owner.get(), new SessionCommand.Deliver(path, message));
    } else {
      count(Outcome.DROPPED_UNKNOWN_SPI);
    }
  }

  private void initial(Path path, Octets message, long initiatorSpi) {
    // A session that is over does not keep its client from another, nor from the bounds below.
    Optional<SessionNumber> known =
        initialRequests.find(initiatorSpi, path.remote(), now()).filter(services.numbers()::isUsed);
    if (known.isPresent()) {
      count(Outcome.DELIVERED);
      services.router().tell(known.get(), new SessionCommand.Deliver(path, message));
      return;
    }
    if (services.gauge().halfOpen() >= settings.maximumHalfOpen()) {
      count(Outcome.DROPPED_HALF_OPEN_LIMIT);
      return;
    }
    if (services.gauge().halfOpen() >= settings.cookieThreshold() && !hasCookie(path, message)) {
      return;
    }
    Optional<SessionNumber> number = services.numbers().allocate();
    if (number.isEmpty()) {
      count(Outcome.DROPPED_HALF_OPEN_LIMIT);
      return;
    }
    count(Outcome.SESSION_BEGUN);
    initialRequests.remember(initiatorSpi, path.remote(), number.get(), now());
    services.router().tell(number.get(), new SessionCommand.Deliver(path, message));
  }

  private boolean hasCookie(Path path, Octets message) {
    if (!(MessageCodec.decode(message) instanceof MessageCodec.Whole(IkeMessage request))) {
      count(Outcome.DROPPED_NOT_IKE);
      return false;
    }
    if (cookies.accepts(request, path, now())) {
      return true;
    }
    count(Outcome.COOKIE_ASKED);
    cookies
        .challenge(request, path, now())
        .ifPresent(
            response -> services.sender().send(path, List.of(MessageCodec.encode(response))));
    return false;
  }

  /**
   * RFC 7296 section 2.5: a higher version is told so; an older one, and a response, is not
   * answered.
   */
  private void otherVersion(Path path, Octets message) {
    count(Outcome.OTHER_VERSION);
    if (MessageCodec.decode(message) instanceof MessageCodec.OtherVersion(IkeHeader header)
        && header.majorVersion() > IkeHeader.MAJOR_VERSION
        && !header.response()) {
      IkeHeader answer =
          new IkeHeader(
              header.initiatorSpi(),
              header.responderSpi(),
              IkeHeader.MAJOR_VERSION,
              0,
              header.exchange(),
              false,
              false,
              true,
              header.messageId());
      IkeMessage response =
          new IkeMessage(answer, List.of(Payload.Notify.of(NotifyType.INVALID_MAJOR_VERSION)));
      services.sender().send(path, List.of(MessageCodec.encode(response)));
    }
  }

  private void count(Outcome outcome) {
    services.counters().count(outcome);
  }

  private Instant now() {
    return services.clock().instant();
  }
}
