package io.gatehouse.cluster.membership;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ClusterEvent.MemberDowned;
import org.apache.pekko.cluster.ClusterEvent.MemberEvent;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import org.apache.pekko.cluster.typed.Subscribe;
import org.apache.pekko.remote.DefaultFailureDetectorRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes members whose process has ended out of the cluster at once, instead of after the seconds
 * that mere silence takes. One runs on each node.
 *
 * <p>It acts only while those that ended within a moment are at most half of the cluster: a node
 * that believes the most of its cluster dead is rather cut off, and leaves the decision to the
 * split-brain resolver.
 */
public final class ProcessWatch {

  private static final Logger LOG = LoggerFactory.getLogger(ProcessWatch.class);

  /** Deaths so close together are taken for one event. */
  private static final Duration MOMENT = Duration.ofSeconds(10);

  private sealed interface Command {}

  private record Changed(MemberEvent event) implements Command {}

  private record ProcessEnded(UniqueAddress member) implements Command {}

  private record MomentPassed(UniqueAddress member) implements Command {}

  private final ActorContext<Command> actor;
  private final Cluster cluster;
  private final Map<UniqueAddress, HeldConnection> held = new HashMap<>();
  private final Set<UniqueAddress> ended = new HashSet<>();

  private ProcessWatch(ActorContext<Command> actor) {
    this.actor = actor;
    this.cluster = Cluster.get(actor.getSystem());
    cluster
        .subscriptions()
        .tell(
            Subscribe.create(
                actor.messageAdapter(MemberEvent.class, Changed::new), MemberEvent.class));
  }

  public static Behavior<?> create() {
    return Behaviors.<Command>setup(
        actor -> {
          ProcessWatch watch = new ProcessWatch(actor);
          return Behaviors.receive(Command.class)
              .onMessage(Command.class, watch::handle)
              .onSignal(PostStop.class, _ -> watch.stopped())
              .build();
        });
  }

  private Behavior<Command> handle(Command command) {
    switch (command) {
      case Changed(MemberEvent event) -> changed(event);
      case ProcessEnded(UniqueAddress member) -> processEnded(member);
      case MomentPassed(UniqueAddress member) -> ended.remove(member);
    }
    return Behaviors.same();
  }

  private void changed(MemberEvent event) {
    UniqueAddress member = event.member().uniqueAddress();
    if (event instanceof MemberRemoved || event instanceof MemberDowned) {
      release(member);
    } else if (!member.equals(cluster.selfMember().uniqueAddress()) && !ended.contains(member)) {
      held.computeIfAbsent(member, this::hold);
    }
  }

  private HeldConnection hold(UniqueAddress member) {
    Address address = member.address();
    return HeldConnection.hold(
        address.getHost().orElseThrow(),
        address.getPort().orElseThrow(),
        () -> actor.getSelf().tell(new ProcessEnded(member)));
  }

  private void release(UniqueAddress member) {
    HeldConnection connection = held.remove(member);
    if (connection != null) {
      connection.close();
    }
  }

  private void processEnded(UniqueAddress member) {
    release(member);
    for (Member there : cluster.state().getMembers()) {
      if (there.uniqueAddress().equals(member)) {
        suspect(member.address());
        ended.add(member);
        actor.scheduleOnce(MOMENT, actor.getSelf(), new MomentPassed(member));
        takeOut(there);
      }
    }
  }

  /** Members that are leaving in good order go by themselves. */
  private void takeOut(Member member) {
    if (member.status().equals(MemberStatus.exiting())) {
      return;
    }
    if (2 * ended.size() > together()) {
      LOG.warn(
          "the process of member {} has ended, and too many others with it: who goes on is decided"
              + " by the majority",
          member.address());
      return;
    }
    LOG.warn("the process of member {} has ended: it is taken out", member.address());
    cluster.manager().tell(new Down(member.address()));
  }

  /** How many members there were before the first of those that ended did so. */
  private int together() {
    Set<UniqueAddress> members = new HashSet<>(ended);
    cluster.state().getMembers().forEach(member -> members.add(member.uniqueAddress()));
    return members.size();
  }

  /** A member is removed only when it is out of reach, which its detector would find out later. */
  private void suspect(Address address) {
    var registry = org.apache.pekko.cluster.Cluster.get(actor.getSystem()).failureDetector();
    if (registry instanceof DefaultFailureDetectorRegistry<Address> detectors) {
      detectors
          .failureDetector(address)
          .foreach(
              detector -> {
                if (detector instanceof ProcessAwareDetector aware) {
                  aware.processEnded();
                }
                return null;
              });
    }
  }

  private Behavior<Command> stopped() {
    held.values().forEach(HeldConnection::close);
    held.clear();
    return Behaviors.same();
  }
}
