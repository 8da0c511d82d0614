package io.gatehouse.cluster.session;

import io.gatehouse.protocol.ike.exchange.Established;
import io.gatehouse.protocol.ike.exchange.Identities;
import io.gatehouse.protocol.ike.exchange.Input;
import io.gatehouse.protocol.ike.exchange.Participants;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.ike.exchange.SessionEvent;
import io.gatehouse.protocol.ike.exchange.Step;
import io.gatehouse.protocol.octets.Octets;
import java.time.Instant;
import org.apache.pekko.actor.typed.ActorRef;

/** What an {@link IkeSession} is told. */
public sealed interface SessionCommand {

  /** What is meant for some states of a session only. */
  sealed interface Concerning extends SessionCommand {

    boolean concerns(Established session);

    Input input();
  }

  /** A datagram whose responder SPI, or whose newly minted one, belongs to the session. */
  record Deliver(Path path, Octets datagram) implements SessionCommand {}

  /** Wakes a session that is in the store, so that its CHILD SAs are installed again. */
  record Resume() implements SessionCommand {}

  /** The headend ends the session. */
  record Terminate(SessionEvent.Cause cause) implements SessionCommand {}

  /**
   * The same client has begun a new life along {@code path} (INITIAL_CONTACT): the session ends if
   * it is that client's, and began before.
   */
  record Supersede(Participants participants, Path path, Instant at) implements Concerning {

    /** An AnyConnect client's IKE identity is everybody's, so its address must be the same too. */
    @Override
    public boolean concerns(Established session) {
      return session.establishedAt().isBefore(at)
          && session.participants().client().equals(participants.client())
          && session.participants().userName().equals(participants.userName())
          && (!participants.client().data().equals(Identities.ANYCONNECT)
              || session.path().remote().getAddress().equals(path.remote().getAddress()));
    }

    @Override
    public Input input() {
      return new Input.Terminate(SessionEvent.Cause.REPLACED);
    }
  }

  /** The data plane saw the client's traffic come along another path. */
  record PathChanged(Path path) implements SessionCommand {}

  /** A CHILD SA has used up most of its sequence numbers or octets, or goes on in a new state. */
  record RekeyDue(int inboundSpi) implements SessionCommand {}

  /** As {@link Input.Received}. */
  record Received(int inboundSpi, int outboundSpi, long number) implements SessionCommand {}

  /** A machine that is not the session's own could not install a CHILD SA. */
  record InstallationRefused(int inboundSpi, String machine, String reason) implements Concerning {

    /** Where the CHILD SAs are not wanted any more it does not matter. */
    @Override
    public boolean concerns(Established session) {
      return session.path().headend().equals(machine);
    }

    @Override
    public Input input() {
      return new Input.InstallationFailed(inboundSpi, reason);
    }
  }

  /** A CHILD SA has come to an end in the data plane of a machine. */
  record Expired(int inboundSpi, String machine) implements Concerning {

    /** What the session has left there has ended, and not what it has elsewhere. */
    @Override
    public boolean concerns(Established session) {
      return session.path().headend().equals(machine);
    }

    @Override
    public Input input() {
      return new Input.Expired(inboundSpi);
    }
  }

  /**
   * Authentic or not, a packet of a CHILD SA came to a machine that does not have it. It is the
   * session's to look at it, and to move there.
   *
   * @param path ends at that machine
   * @param packet from the SPI on
   */
  record Arrived(int inboundSpi, Path path, Octets packet, ActorRef<ArrivalHeard> replyTo)
      implements SessionCommand {}

  /** Another node has written the session's state, because this one did not answer. */
  record Outdated(long revision) implements SessionCommand {}

  /** The entity stops: it is passivated, or its shard moves. */
  record Leave() implements SessionCommand {}

  /** A machine is gone. */
  record MachineLost(String machine) implements Concerning {

    @Override
    public boolean concerns(Established session) {
      return session.path().headend().equals(machine);
    }

    @Override
    public Input input() {
      return new Input.MachineLost();
    }
  }

  /** An answer to one of the session's own decisions. */
  record Answered(Input input) implements SessionCommand {}

  /** The store is there, so that an input can be served that leads to something to store. */
  record Storable(Input input) implements SessionCommand {}

  /** The store is away, so that the input must wait. */
  record NotStorable(Input input) implements SessionCommand {}

  /** The session's timer. */
  record DeadlineDue() implements SessionCommand {}

  /**
   * What the session's timer had to ask another machine: when authentic traffic last came, EPOCH
   * for never.
   */
  record TrafficTold(Instant last) implements SessionCommand {}

  /** What may end the session, after another machine has told what it has counted. */
  record LastRead(SessionCommand then) implements SessionCommand {}

  /** A step that was computed on the cryptography dispatcher. */
  record Computed(Step step) implements SessionCommand {}

  /**
   * A step that was not computed: the dispatcher's queue is full, or there is a fault in the
   * responder.
   */
  record NotComputed(String reason, boolean fault) implements SessionCommand {}
}
