package io.gatehouse.client.initiator;

import io.gatehouse.protocol.ike.exchange.IkeSa;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.message.Proposal;
import io.gatehouse.protocol.octets.Octets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An established client: commands go out one after the other, the headend's requests come in. */
final class Connected implements Phase {

  private static final String CLIENT = "client";
  private static final String HEADEND = "headend";
  private static final int MAXIMUM_WAITING = 16;

  private final Surroundings surroundings;
  private final Outbox outbox;
  private final Map<Integer, TunnelSa> children = new LinkedHashMap<>();
  private final Deque<Command> waiting = new ArrayDeque<>();
  private IkeChannel channel;
  private TunnelSa current;
  private Optional<IkeChannel> retiring = Optional.empty();
  private Optional<Task> task = Optional.empty();

  Connected(Surroundings surroundings, IkeChannel channel, TunnelSa child) {
    this.surroundings = surroundings;
    this.outbox = surroundings.outbox();
    this.channel = channel;
    this.current = child;
    children.put(child.inboundSpi(), child);
  }

  @Override
  public Phase command(Command command, Instant now) {
    if (waiting.size() < MAXIMUM_WAITING) {
      waiting.add(command);
    }
    startNext(now);
    return this;
  }

  private void startNext(Instant now) {
    if (task.isPresent() || waiting.isEmpty()) {
      return;
    }
    switch (waiting.remove()) {
      case PROBE -> start(new Task.Probing(), ExchangeType.INFORMATIONAL, List.of(), now);
      case DELETE ->
          start(
              new Task.Deleting(),
              ExchangeType.INFORMATIONAL,
              List.of(new Payload.Delete(Proposal.IKE, List.of())),
              now);
      case REKEY_CHILD -> {
        var rekeying = ChildRekeying.of(current, surroundings);
        start(
            new Task.RekeyingChild(rekeying),
            ExchangeType.CREATE_CHILD_SA,
            rekeying.payloads(),
            now);
      }
      case REKEY_IKE -> {
        var rekeying = IkeRekeying.of(channel.sa(), surroundings);
        start(
            new Task.RekeyingIke(rekeying), ExchangeType.CREATE_CHILD_SA, rekeying.payloads(), now);
      }
    }
  }

  private void start(Task next, ExchangeType exchange, List<Payload> payloads, Instant now) {
    task = Optional.of(next);
    channel.request(exchange, payloads, now);
  }

  @Override
  public Phase receive(Octets datagram, Instant now) {
    Optional<IkeMessage> message = channel.receive(datagram);
    Phase next = message.isPresent() ? received(message.get(), now) : receivedOnOld(datagram);
    if (next == this) {
      startNext(now);
    }
    return next;
  }

  private Phase received(IkeMessage message, Instant now) {
    return message.header().response() ? responded(message, now) : requested(message);
  }

  /** The IKE SA that was replaced: nothing but its end is of interest. */
  private Phase receivedOnOld(Octets datagram) {
    retiring.ifPresent(
        old ->
            old.receive(datagram)
                .ifPresent(
                    message -> {
                      if (message.header().response()) {
                        retired();
                      } else {
                        old.respond(message, List.of());
                      }
                    }));
    return this;
  }

  private void retired() {
    retiring = Optional.empty();
    task = Optional.empty();
    outbox.report(new ClientEvent.Rekeyed("ike", CLIENT));
  }

  private Phase responded(IkeMessage response, Instant now) {
    Task done = task.orElseThrow();
    task = Optional.empty();
    switch (done) {
      case Task.Probing _ -> outbox.report(new ClientEvent.Alive());
      case Task.RekeyingChild(ChildRekeying rekeying) -> rekeyedChild(rekeying, response, now);
      case Task.DeletingChild(TunnelSa old) -> {
        remove(old);
        outbox.report(new ClientEvent.Rekeyed("child", CLIENT));
      }
      case Task.RekeyingIke(IkeRekeying rekeying) -> rekeyedIke(rekeying, response, now);
      case Task.DeletingOldIke _ -> task = Optional.of(done);
      case Task.Deleting _ -> {
        return over(CLIENT);
      }
    }
    return this;
  }

  private void rekeyedChild(ChildRekeying rekeying, IkeMessage response, Instant now) {
    Optional<TunnelSa> successor = rekeying.successor(channel.sa(), response);
    if (successor.isEmpty()) {
      outbox.report(new ClientEvent.RekeyRefused("child", reason(response)));
      return;
    }
    current = successor.get();
    children.put(current.inboundSpi(), current);
    outbox.install(current, true);
    start(
        new Task.DeletingChild(rekeying.old()),
        ExchangeType.INFORMATIONAL,
        List.of(deletion(rekeying.old())),
        now);
  }

  private void rekeyedIke(IkeRekeying rekeying, IkeMessage response, Instant now) {
    Optional<IkeSa> successor = rekeying.successor(response);
    if (successor.isEmpty()) {
      outbox.report(new ClientEvent.RekeyRefused("ike", reason(response)));
      return;
    }
    outbox.logKeys(successor.get());
    task = Optional.of(new Task.DeletingOldIke());
    channel.request(
        ExchangeType.INFORMATIONAL, List.of(new Payload.Delete(Proposal.IKE, List.of())), now);
    retiring = Optional.of(channel);
    channel = new IkeChannel(surroundings, successor.get(), channel.fragmentation(), 0);
  }

  private static String reason(IkeMessage response) {
    return Errors.in(response).orElse("the answer does not fit what was offered");
  }

  private Phase requested(IkeMessage request) {
    var answer = new HeadendRequest(channel.sa(), children, task, surroundings).answer(request);
    channel.respond(request, answer.response());
    switch (answer) {
      case HeadendRequest.Nothing _ -> {}
      case HeadendRequest.Probe _ -> outbox.report(new ClientEvent.Probed());
      case HeadendRequest.Successor(List<Payload> _, TunnelSa successor) -> {
        children.put(successor.inboundSpi(), successor);
        current = successor;
        outbox.install(successor, false);
      }
      case HeadendRequest.ChildrenDeleted(List<Payload> _, List<TunnelSa> deleted) ->
          deleted.forEach(this::removeForHeadend);
      case HeadendRequest.IkeDeleted _ -> {
        return over(HEADEND);
      }
    }
    return this;
  }

  private void removeForHeadend(TunnelSa deleted) {
    boolean replaced = deleted.inboundSpi() != current.inboundSpi();
    remove(deleted);
    if (replaced) {
      outbox.report(new ClientEvent.Rekeyed("child", HEADEND));
    }
  }

  private void remove(TunnelSa sa) {
    children.remove(sa.inboundSpi());
    outbox.remove(sa);
  }

  private Phase over(String by) {
    children.values().forEach(outbox::remove);
    outbox.report(new ClientEvent.Deleted(by));
    return new Over();
  }

  static Payload deletion(TunnelSa sa) {
    return new Payload.Delete(Proposal.ESP, List.of(ChildOffer.octets(sa.inboundSpi())));
  }

  @Override
  public Phase tick(Instant now) {
    if (retiring.isPresent() && !retiring.get().tick(now)) {
      retired();
      startNext(now);
    }
    return channel.tick(now) ? this : new Over();
  }

  @Override
  public Optional<Instant> deadline() {
    return Stream.of(channel.deadline(), retiring.flatMap(IkeChannel::deadline))
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }
}
