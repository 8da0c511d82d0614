package io.gatehouse.cluster.ingress;

import io.gatehouse.cluster.ingress.IngressCounters.Outcome;
import io.gatehouse.cluster.session.SessionCommand;
import io.gatehouse.cluster.session.SessionGauge;
import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.session.SessionNumbers;
import io.gatehouse.cluster.session.SessionRouter;
import io.gatehouse.cluster.session.SpiLayout;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.IkeHeader;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.MessageCodec;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Turns datagrams into commands for sessions. What a session has is found in the SPI that it handed
 * out; an IKE_SA_INIT gets a session number of its own, behind cookies when there are many.
 */
public final class Ingress {

  /** A datagram from a socket. */
  public record Received(Path path, Octets message) {}

  private static final int RESPONDER_SPI_OFFSET = 8;
  private static final int VERSION_OFFSET = 17;
  private static final int EXCHANGE_OFFSET = 18;

  private final IngressSettings settings;
  private final SpiLayout spis;
  private final SessionNumbers numbers;
  private final SessionRouter router;
  private final SessionGauge gauge;
  private final DatagramSender sender;
  private final IngressCounters counters;
  private final Clock clock;
  private final CookieJar cookies;
  private final InitialRequests initialRequests = new InitialRequests();

  private Ingress(
      IngressSettings settings,
      SpiLayout spis,
      SessionNumbers numbers,
      SessionRouter router,
      SessionGauge gauge,
      DatagramSender sender,
      IngressCounters counters,
      SecureRandom random,
      Clock clock) {
    this.settings = settings;
    this.spis = spis;
    this.numbers = numbers;
    this.router = router;
    this.gauge = gauge;
    this.sender = sender;
    this.counters = counters;
    this.clock = clock;
    this.cookies = new CookieJar(random);
  }

  public static Behavior<Received> create(
      IngressSettings settings,
      SpiLayout spis,
      SessionNumbers numbers,
      SessionRouter router,
      SessionGauge gauge,
      DatagramSender sender,
      IngressCounters counters,
      AtomicInteger queued,
      SecureRandom random,
      Clock clock) {
    return Behaviors.setup(
        _ -> {
          Ingress ingress =
              new Ingress(settings, spis, numbers, router, gauge, sender, counters, random, clock);
          return Behaviors.receiveMessage(
              received -> {
                queued.decrementAndGet();
                ingress.received(received.path(), received.message());
                return Behaviors.same();
              });
        });
  }

  /** The sockets' side of an ingress actor: it keeps the actor's mailbox bounded. */
  public static IkeReceiver receiver(
      ActorRef<Received> ingress,
      IngressSettings settings,
      AtomicInteger queued,
      IngressCounters counters) {
    return (path, message) -> {
      if (queued.incrementAndGet() > settings.maximumQueued()) {
        queued.decrementAndGet();
        counters.count(Outcome.DROPPED_OVERLOAD);
      } else {
        ingress.tell(new Received(path, message));
      }
    };
  }

  private void received(Path path, Octets message) {
    if (message.length() < IkeHeader.LENGTH) {
      counters.count(Outcome.DROPPED_NOT_IKE);
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
    Optional<SessionNumber> owner = spis.owner(responderSpi);
    if (owner.isPresent()) {
      counters.count(Outcome.DELIVERED);
      router.tell(owner.get(), new SessionCommand.Deliver(path, message));
    } else {
      counters.count(Outcome.DROPPED_UNKNOWN_SPI);
    }
  }

  private void initial(Path path, Octets message, long initiatorSpi) {
    Optional<SessionNumber> known =
        initialRequests.find(initiatorSpi, path.remote(), clock.instant());
    if (known.isPresent()) {
      counters.count(Outcome.DELIVERED);
      router.tell(known.get(), new SessionCommand.Deliver(path, message));
      return;
    }
    if (gauge.halfOpen() >= settings.maximumHalfOpen()) {
      counters.count(Outcome.DROPPED_HALF_OPEN_LIMIT);
      return;
    }
    if (gauge.halfOpen() >= settings.cookieThreshold() && !hasCookie(path, message)) {
      return;
    }
    Optional<SessionNumber> number = numbers.allocate();
    if (number.isEmpty()) {
      counters.count(Outcome.DROPPED_HALF_OPEN_LIMIT);
      return;
    }
    counters.count(Outcome.SESSION_BEGUN);
    initialRequests.remember(initiatorSpi, path.remote(), number.get(), clock.instant());
    router.tell(number.get(), new SessionCommand.Deliver(path, message));
  }

  private boolean hasCookie(Path path, Octets message) {
    if (!(MessageCodec.decode(message) instanceof MessageCodec.Whole(IkeMessage request))) {
      counters.count(Outcome.DROPPED_NOT_IKE);
      return false;
    }
    if (cookies.accepts(request, path, clock.instant())) {
      return true;
    }
    counters.count(Outcome.COOKIE_ASKED);
    cookies
        .challenge(request, path, clock.instant())
        .ifPresent(response -> sender.send(path, List.of(MessageCodec.encode(response))));
    return false;
  }

  /**
   * RFC 7296 section 2.5: a higher version is told so; an older one, and a response, is not
   * answered.
   */
  private void otherVersion(Path path, Octets message) {
    counters.count(Outcome.OTHER_VERSION);
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
      sender.send(path, List.of(MessageCodec.encode(response)));
    }
  }
}
