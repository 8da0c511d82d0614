package io.gatehouse.cluster.session;

import io.gatehouse.cluster.aaa.Aaa;
import io.gatehouse.cluster.dataplane.DataPlane;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.Decision;
import io.gatehouse.protocol.ike.exchange.Input;
import java.util.List;
import java.util.OptionalInt;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/** Carries out a session's decisions, and brings the answers back to it. */
final class DecisionRunner {

  private final SessionNumber number;
  private final SessionServices services;
  private final ActorRef<SessionCommand> self;
  private final ActorRef<Aaa.Reply> aaaReplies;
  private final AddressLeasing leasing;

  DecisionRunner(
      SessionNumber number, SessionServices services, ActorContext<SessionCommand> actor) {
    this.number = number;
    this.services = services;
    this.self = actor.getSelf();
    this.aaaReplies = actor.messageAdapter(Aaa.Reply.class, DecisionRunner::ofAaa);
    this.leasing = new AddressLeasing(number, services.pools(), actor);
  }

  private static SessionCommand ofAaa(Aaa.Reply reply) {
    return new SessionCommand.Answered(
        switch (reply) {
          case Aaa.Authenticated(var id, var verdict) -> new Input.Authenticated(id, verdict);
          case Aaa.Authorized(var id, var verdict) -> new Input.Authorized(id, verdict);
        });
  }

  void run(List<Decision> decisions) {
    decisions.forEach(this::run);
  }

  private void run(Decision decision) {
    switch (decision) {
      case Decision.Transmit(var path, var datagrams) -> services.sender().send(path, datagrams);
      case Decision.Authenticate(var request) ->
          services.aaa().tell(new Aaa.Authenticate(request, aaaReplies));
      case Decision.Authorize(var request) ->
          services.aaa().tell(new Aaa.Authorize(request, aaaReplies));
      case Decision.LeaseAddress wanted -> leasing.lease(wanted);
      case Decision.ReleaseAddress(var lease) -> leasing.release(lease);
      case Decision.Install install -> install(install);
      case Decision.Remove(int inboundSpi, String machine, OptionalInt successor) ->
          services.dataPlanes().remove(inboundSpi, machine, successor);
      case Decision.Move(int inboundSpi, var path) -> services.dataPlanes().move(inboundSpi, path);
      case Decision.EndOlderSessions(var participants, var path) ->
          services.registry().tell(new SessionRegistry.EndOlder(number, participants, path));
      case Decision.Report(var event) -> SessionLog.write(event);
    }
  }

  private void install(Decision.Install install) {
    ChildSa childSa = install.childSa();
    try {
      services.dataPlanes().install(childSa, install.path(), install.insideAddresses());
    } catch (DataPlane.DataPlaneException refused) {
      self.tell(
          new SessionCommand.Answered(
              new Input.InstallationFailed(childSa.inboundSpi(), refused.reason())));
    }
  }

  /** The session is established, and its state says which address it has. */
  void keepAddress() {
    leasing.settle();
  }

  /** The session ends by a fault, with an address that no state knows of. */
  void giveBackAddress() {
    leasing.giveBack();
  }

  /** Whether the store refused the session because another one has an address of it. */
  boolean addressIsAnothers() {
    return services.conflicts().take(number).filter(leasing::loses).isPresent();
  }

  /** Asks for another address, with the same request. */
  void disputeAddress() {
    leasing.dispute();
  }

  /** Whether the pools still owe an answer. */
  boolean awaitsAddress() {
    return leasing.awaiting();
  }
}
