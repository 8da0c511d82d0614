package io.gatehouse.cluster.dataplane;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.octets.Octets;
import java.net.InetAddress;
import java.util.List;
import java.util.OptionalInt;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Does on this machine what sessions that live on other nodes want done here: their clients' flows
 * come to this machine. What the sessions of this node want is done without it.
 */
public final class NodeAgent {

  static final String NAME = "node-agent";

  /** What is asked of it. */
  public sealed interface Command {}

  /** As {@link DatagramSender#send}. */
  public record Send(Path path, List<Octets> datagrams) implements Command {
    public Send {
      datagrams = List.copyOf(datagrams);
    }
  }

  /** As {@link DataPlane#install}; a refusal is told to the session. */
  public record Install(ChildSa childSa, Path path, List<InetAddress> insideAddresses)
      implements Command {
    public Install {
      insideAddresses = List.copyOf(insideAddresses);
    }
  }

  /**
   * As {@link DataPlane#remove}.
   *
   * @param successor {@link ChildSa#recoveries} of the installation elsewhere that it makes way
   *     for; empty when the CHILD SA has ended, and from a node of an earlier release
   */
  public record Remove(
      int inboundSpi, @JsonInclude(JsonInclude.Include.NON_EMPTY) OptionalInt successor)
      implements Command {}

  /** As {@link DataPlane#move}. */
  public record Move(int inboundSpi, Path path) implements Command {}

  /** Which of the CHILD SAs are installed here, and what they have carried. */
  public record Ask(List<Integer> inboundSpis, ActorRef<Told> replyTo) implements Command {
    public Ask {
      inboundSpis = List.copyOf(inboundSpis);
    }
  }

  /** Answers {@link Ask} with those that are. */
  public record Told(List<Held> held) {
    public Told {
      held = List.copyOf(held);
    }
  }

  /**
   * An installed CHILD SA. Only both SPIs together name it: the inbound one may have been another
   * session's before.
   */
  public record Held(int inboundSpi, int outboundSpi, DataPlane.Traffic traffic) {}

  /** Brings to a session that its CHILD SA could not be installed here. */
  @FunctionalInterface
  public interface Refusals {
    void refused(int inboundSpi, String reason);
  }

  private final DatagramSender sender;
  private final LocalPlane dataPlane;
  private final Refusals refusals;

  private NodeAgent(DatagramSender sender, LocalPlane dataPlane, Refusals refusals) {
    this.sender = sender;
    this.dataPlane = dataPlane;
    this.refusals = refusals;
  }

  /** Starts the agent of this node, where the other nodes look for it. */
  public static void start(
      ActorSystem<?> system, DatagramSender sender, DataPlanes planes, Refusals refusals) {
    system.systemActorOf(create(sender, planes.here(), refusals), NAME, Props.empty());
  }

  static Behavior<Command> create(DatagramSender sender, LocalPlane dataPlane, Refusals refusals) {
    NodeAgent agent = new NodeAgent(sender, dataPlane, refusals);
    return Behaviors.supervise(
            Behaviors.receiveMessage(
                (Command command) -> {
                  agent.carryOut(command);
                  return Behaviors.same();
                }))
        .onFailure(SupervisorStrategy.resume());
  }

  private void carryOut(Command command) {
    switch (command) {
      case Send(Path path, List<Octets> datagrams) -> sender.send(path, datagrams);
      case Install install -> install(install);
      case Remove(int inboundSpi, OptionalInt successor) -> dataPlane.remove(inboundSpi, successor);
      case Move(int inboundSpi, Path path) -> dataPlane.move(inboundSpi, path);
      case Ask(List<Integer> spis, ActorRef<Told> replyTo) ->
          replyTo.tell(new Told(dataPlane.held(spis)));
    }
  }

  private void install(Install install) {
    try {
      dataPlane.install(install.childSa(), install.path(), install.insideAddresses());
    } catch (DataPlane.DataPlaneException refused) {
      refusals.refused(install.childSa().inboundSpi(), refused.reason());
    }
  }
}
