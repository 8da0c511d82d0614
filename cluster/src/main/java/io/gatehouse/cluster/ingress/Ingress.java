package io.gatehouse.cluster.ingress;

import io.gatehouse.cluster.ingress.IngressCounters.Outcome;
import io.gatehouse.cluster.session.InitialRequest;
import io.gatehouse.cluster.session.SessionCommand;
import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.ike.message.IkeHeader;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.MessageCodec;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Turns datagrams into commands for sessions. What a session has is found in the SPI that it handed
 * out; an IKE_SA_INIT is up to {@link Admission}.
 */
public final class Ingress {

  static final String NAME = "ingress";

  /** What the ingress hears. */
  public sealed interface Event {}

  /** A datagram from a socket. */
  record Received(Path path, Octets message) implements Event {}

  /**
   * The session number that a client's first request was given is another client's.
   *
   * @param path as it came with the request
   */
  public record Taken(SessionNumber number, Path path, Octets request) implements Event {}

  /** There may be room for those that wait to begin. */
  record Room() implements Event {}

  private static final Duration LOOK_FOR_ROOM = Duration.ofMillis(10);
  private static final int RESPONDER_SPI_OFFSET = 8;
  private static final int VERSION_OFFSET = 17;

  private final IngressServices services;
  private final Admission admission;

  private Ingress(Supplier<IngressSettings> settings, IngressServices services) {
    this.services = services;
    this.admission = new Admission(settings, services);
  }

  /** One datagram's fault, if there ever is one, is not the end of the others. */
  static Behavior<Event> create(
      Supplier<IngressSettings> settings, IngressServices services, AtomicInteger queued) {
    Ingress ingress = new Ingress(settings, services);
    return Behaviors.supervise(
            Behaviors.<Event>withTimers(
                timers ->
                    Behaviors.receiveMessage(
                        event -> {
                          ingress.happened(event, queued);
                          ingress.lookForRoom(timers);
                          return Behaviors.same();
                        })))
        .onFailure(SupervisorStrategy.resume());
  }

  private void happened(Event event, AtomicInteger queued) {
    switch (event) {
      case Received(Path path, Octets message) -> {
        queued.decrementAndGet();
        received(path, message);
      }
      case Taken(SessionNumber number, Path path, Octets request) ->
          admission.taken(number, path, request);
      case Room() -> {}
    }
  }

  /** With each datagram, and when none comes, soon. */
  private void lookForRoom(TimerScheduler<Event> timers) {
    admission.serveWaiting();
    if (admission.isAwaited() && !timers.isTimerActive(Room.class)) {
      timers.startSingleTimer(Room.class, new Room(), LOOK_FOR_ROOM);
    }
  }

  /**
   * Starts the ingress actor of a node, whose mailbox is bounded at the sockets.
   *
   * @param settings are asked with each request; the length of the mailbox stays what it is
   */
  public static IkeReceiver start(
      ActorSystem<?> system, Supplier<IngressSettings> settings, IngressServices services) {
    AtomicInteger queued = new AtomicInteger();
    ActorRef<Event> ingress =
        system.systemActorOf(create(settings, services, queued), NAME, Props.empty());
    return receiver(ingress.narrow(), settings.get().maximumQueued(), queued, services.counters());
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
    } else if (InitialRequest.is(message)) {
      admission.request(path, message, header.getLong(0));
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
}
