package io.gatehouse.cluster.session;

import io.gatehouse.cluster.dataplane.DataPlanes;
import io.gatehouse.cluster.dataplane.NodeAgent;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.Established;
import io.gatehouse.protocol.ike.exchange.Input;
import io.gatehouse.protocol.ike.exchange.Responder;
import io.gatehouse.protocol.ike.exchange.SessionState;
import io.gatehouse.protocol.octets.Octets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.jspecify.annotations.Nullable;

/**
 * The machine that has a session's CHILD SAs, to be asked. When it is this one the answer is there
 * at once; else it comes as a command, or the command comes without it.
 */
final class Carrier {

  private final DataPlanes planes;
  private final SessionMeters meters;
  private final ActorContext<SessionCommand> actor;

  /**
   * @param meters are told what another machine has counted, with each of its answers
   */
  Carrier(DataPlanes planes, SessionMeters meters, ActorContext<SessionCommand> actor) {
    this.planes = planes;
    this.meters = meters;
    this.actor = actor;
  }

  /** The session, which was read from the store, is told {@link Input.Recovered}. */
  void takeStock(Established session) {
    String machine = session.path().headend();
    if (!planes.lives(machine)) {
      recovered(new Input.Recovered(Set.of(), false));
    } else if (planes.isHere(machine)) {
      recovered(installed(session, planes.held(spis(session))));
    } else {
      ask(session, held -> new SessionCommand.Answered(installed(session, held)));
    }
  }

  private void recovered(Input.Recovered recovered) {
    actor.getSelf().tell(new SessionCommand.Answered(recovered));
  }

  private static Input.Recovered installed(Established session, List<NodeAgent.Held> held) {
    Set<Integer> installed =
        held.stream()
            .filter(
                found ->
                    session
                        .childSa(found.inboundSpi())
                        .filter(sa -> sa.outboundSpi() == found.outboundSpi())
                        .isPresent())
            .map(NodeAgent.Held::inboundSpi)
            .collect(Collectors.toSet());
    return new Input.Recovered(installed, true);
  }

  /**
   * When the session's traffic was last heard, EPOCH for never. Empty when another machine has to
   * be asked: the session is then told {@link SessionCommand.TrafficTold}.
   */
  Optional<Instant> lastTraffic(SessionState state) {
    if (!(state instanceof Established session) || session.childSas().isEmpty()) {
      return Optional.of(Instant.EPOCH);
    }
    String machine = session.path().headend();
    if (!isElsewhere(machine)) {
      return Optional.of(latest(planes.held(spis(session))));
    }
    ask(session, held -> new SessionCommand.TrafficTold(latest(held)));
    return Optional.empty();
  }

  /**
   * Whether the command, which may end a session with an account, waits for what another machine
   * has counted until now: it comes again as {@link SessionCommand.LastRead}.
   */
  boolean takesLastReading(SessionState state, SessionCommand command) {
    boolean takes =
        state instanceof Established session
            && session.account().isPresent()
            && mayEnd(command)
            && isElsewhere(session.path().headend());
    if (takes) {
      ask((Established) state, _ -> new SessionCommand.LastRead(command));
    }
    return takes;
  }

  private static boolean mayEnd(SessionCommand command) {
    return switch (command) {
      case SessionCommand.Terminate _, SessionCommand.Supersede _ -> true;
      case SessionCommand.Deliver(_, Octets datagram) -> Responder.mayEnd(datagram);
      default -> false;
    };
  }

  private boolean isElsewhere(String machine) {
    return !planes.isHere(machine) && planes.lives(machine);
  }

  private static Instant latest(List<NodeAgent.Held> held) {
    return Instant.ofEpochMilli(
        held.stream().mapToLong(sa -> sa.traffic().lastInboundMillis()).max().orElse(0));
  }

  /** A machine that does not answer has nothing, as far as the session can know. */
  private void ask(Established session, Function<List<NodeAgent.Held>, SessionCommand> command) {
    actor.pipeToSelf(
        planes.ask(session.path().headend(), spis(session)),
        (@Nullable List<NodeAgent.Held> held, @Nullable Throwable _) ->
            command.apply(held == null ? List.of() : told(held)));
  }

  private List<NodeAgent.Held> told(List<NodeAgent.Held> held) {
    meters.told(held);
    return held;
  }

  private static List<Integer> spis(Established session) {
    return session.childSas().stream().map(ChildSa::inboundSpi).toList();
  }
}
