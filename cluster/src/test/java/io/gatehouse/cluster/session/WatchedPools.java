package io.gatehouse.cluster.session;

import io.gatehouse.cluster.membership.NodeName;
import io.gatehouse.cluster.pool.AddressPool;
import io.gatehouse.cluster.pool.AddressPools;
import io.gatehouse.cluster.pool.AddressRange;
import io.gatehouse.cluster.store.SessionStore;
import io.gatehouse.protocol.ike.policy.Network;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** The real address pools, of which a test sees each command, until they are silenced. */
final class WatchedPools {

  static final String POOL = "POOL";
  static final InetAddress FIRST_INSIDE = InetAddress.ofLiteral("10.99.0.1");
  private static final InetAddress PREFIX = InetAddress.ofLiteral("2001:db8:99::");
  private static final InetAddress LAST_INSIDE = InetAddress.ofLiteral("10.99.0.250");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final TestProbe<AddressPools.Command> commands;
  private final ActorRef<AddressPools.Command> actor;
  private volatile boolean answer = true;

  WatchedPools(ActorSystem<?> system, SessionStore<?> store, NodeName node, Clock clock) {
    commands = TestProbe.create(system);
    AddressPool pool = new AddressPool(POOL, List.of(range(node.text())), Duration.ZERO);
    AddressPool ipv6Pool =
        new AddressPool(
            AddressPools.ipv6(POOL),
            List.of(AddressRange.hosts(new Network(PREFIX, 112))),
            Duration.ZERO);
    ActorRef<AddressPools.Command> real =
        system.systemActorOf(
            AddressPools.alone(List.of(pool, ipv6Pool), store.listings()::page, clock),
            "address-pools",
            Props.empty());
    actor =
        system.systemActorOf(
            Behaviors.receiveMessage(
                (AddressPools.Command command) -> {
                  commands.getRef().tell(command);
                  if (answer) {
                    real.tell(command);
                  }
                  return Behaviors.same();
                }),
            "pools",
            Props.empty());
  }

  /** Each node has its own, of which the first one's is known to tests. */
  private static AddressRange range(String node) {
    if (node.equals(ControlPlane.NODE)) {
      return new AddressRange(FIRST_INSIDE, LAST_INSIDE);
    }
    String prefix = "10.99." + node.charAt(node.length() - 1);
    return new AddressRange(
        InetAddress.ofLiteral(prefix + ".1"), InetAddress.ofLiteral(prefix + ".250"));
  }

  ActorRef<AddressPools.Command> actor() {
    return actor;
  }

  /** From now on what is asked of the pools is only seen by the test. */
  void silence() {
    answer = false;
  }

  /** The next release of an address; other commands are passed over. */
  AddressPools.Release released() {
    return (AddressPools.Release)
        commands
            .fishForMessage(
                PATIENCE,
                command ->
                    command instanceof AddressPools.Release
                        ? FishingOutcomes.complete()
                        : FishingOutcomes.continueAndIgnore())
            .getLast();
  }
}
