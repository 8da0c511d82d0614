package io.gatehouse.node;

import io.gatehouse.cluster.dataplane.DataPlaneEvents;
import io.gatehouse.cluster.dataplane.NodeAgent;
import io.gatehouse.cluster.faultin.Fault;
import io.gatehouse.cluster.membership.NodeName;
import io.gatehouse.cluster.session.SessionCommand;
import io.gatehouse.cluster.session.SessionRouter;
import io.gatehouse.cluster.session.SpiLayout;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.octets.Octets;
import java.util.function.Consumer;

/** Brings what the data plane sees to the sessions. */
final class SessionPlaneEvents implements DataPlaneEvents {

  private final SessionRouter router;
  private final String machine;

  /** Nobody serves faults before the cluster is there. */
  private volatile Consumer<Fault> faults = _ -> {};

  /**
   * @param machine this one's name in paths
   */
  SessionPlaneEvents(SessionRouter router, String machine) {
    this.router = router;
    this.machine = machine;
  }

  void connect(Consumer<Fault> served) {
    faults = served;
  }

  @Override
  public void pathChanged(int inboundSpi, Path path) {
    tell(inboundSpi, new SessionCommand.PathChanged(path));
  }

  @Override
  public void unknownSpi(int spi, Path path, Octets packet) {
    faults.accept(new Fault(spi, path, packet));
  }

  @Override
  public void rekeyDue(int inboundSpi) {
    tell(inboundSpi, new SessionCommand.RekeyDue(inboundSpi));
  }

  @Override
  public void expired(int inboundSpi) {
    tell(inboundSpi, new SessionCommand.Expired(inboundSpi, machine));
  }

  @Override
  public void received(int inboundSpi, int outboundSpi, long number) {
    tell(inboundSpi, new SessionCommand.Received(inboundSpi, outboundSpi, number));
  }

  /** What this machine cannot install for a session that lives on another node. */
  NodeAgent.Refusals refusals(NodeName self) {
    return (inboundSpi, reason) ->
        tell(inboundSpi, new SessionCommand.InstallationRefused(inboundSpi, self.text(), reason));
  }

  private void tell(int spi, SessionCommand command) {
    SpiLayout.espOwner(spi).ifPresent(session -> router.tell(session, command));
  }
}
