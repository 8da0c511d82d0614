package io.gatehouse.client.initiator;

import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** A client and a headend with nothing between them, and a clock that is set by hand. */
final class Conversation {

  final List<Effect> effects = new ArrayList<>();
  final Initiator client;
  final ScriptedHeadend headend;
  private Instant now;

  Conversation(InitiatorSettings settings, ScriptedHeadend headend, Instant now) {
    this.client = new Initiator(settings, new SecureRandom());
    this.headend = headend;
    this.now = now;
  }

  Conversation connect() {
    return deliver(client.begin(now));
  }

  Conversation command(Command command) {
    return deliver(client.command(command, now));
  }

  Conversation headendRequests(ExchangeType exchange, Payload... payloads) {
    return deliver(client.receive(headend.request(exchange, List.of(payloads)), now));
  }

  Conversation clientReceives(Octets datagram) {
    return deliver(client.receive(datagram, now));
  }

  /** Nobody hears what the client sends. */
  List<Effect> tickUnheard(Duration passed) {
    now = now.plus(passed);
    List<Effect> done = client.tick(now);
    effects.addAll(done);
    return done;
  }

  private Conversation deliver(List<Effect> first) {
    Deque<Effect> todo = new ArrayDeque<>(first);
    while (!todo.isEmpty()) {
      Effect effect = todo.remove();
      effects.add(effect);
      if (effect instanceof Effect.Send send) {
        headend.receive(send.message()).forEach(reply -> todo.addAll(client.receive(reply, now)));
      }
    }
    return this;
  }

  List<ClientEvent> events() {
    return of(Effect.Report.class).map(Effect.Report::event).toList();
  }

  ClientEvent lastEvent() {
    return events().getLast();
  }

  <E extends Effect> Stream<E> of(Class<E> type) {
    return effects.stream().filter(type::isInstance).map(type::cast);
  }

  TunnelSa installed() {
    return of(Effect.Install.class).reduce((first, last) -> last).orElseThrow().sa();
  }
}
