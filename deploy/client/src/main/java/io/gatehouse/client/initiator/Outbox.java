package io.gatehouse.client.initiator;

import io.gatehouse.protocol.ike.exchange.IkeSa;
import io.gatehouse.protocol.octets.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the effects of a step, until the client vanishes. */
final class Outbox {

  private final Optional<Milestone> vanishAfter;
  private final List<Effect> effects = new ArrayList<>();
  private boolean vanished;

  Outbox(Optional<Milestone> vanishAfter) {
    this.vanishAfter = vanishAfter;
  }

  void send(boolean natTraversal, List<Octets> datagrams) {
    datagrams.forEach(datagram -> add(new Effect.Send(natTraversal, datagram)));
  }

  void install(TunnelSa sa, boolean send) {
    add(new Effect.Install(sa, send));
  }

  void remove(TunnelSa sa) {
    add(new Effect.Remove(sa.inboundSpi()));
  }

  void configure(Assignment assignment) {
    add(new Effect.Configure(assignment));
  }

  void logKeys(IkeSa sa) {
    add(new Effect.LogKeys(sa));
  }

  void report(ClientEvent event) {
    add(new Effect.Report(event));
  }

  void reached(Milestone milestone) {
    if (vanishAfter.filter(milestone::equals).isPresent()) {
      report(new ClientEvent.Vanished(milestone.toString()));
      vanished = true;
    }
  }

  boolean vanished() {
    return vanished;
  }

  List<Effect> drain() {
    List<Effect> drained = List.copyOf(effects);
    effects.clear();
    return drained;
  }

  private void add(Effect effect) {
    if (!vanished) {
      effects.add(effect);
    }
  }
}
