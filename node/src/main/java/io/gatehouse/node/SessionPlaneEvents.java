package io.gatehouse.node;

import io.gatehouse.cluster.dataplane.DataPlaneEvents;
import io.gatehouse.cluster.dataplane.NodeAgent;
import io.gatehouse.cluster.membership.NodeName;
import io.gatehouse.cluster.session.SessionCommand;
import io.gatehouse.cluster.session.SessionRouter;
import io.gatehouse.cluster.session.SpiLayout;
import io.gatehouse.protocol.ike.exchange.Path;

/** Brings what the data plane sees to the sessions. */
record SessionPlaneEvents(SessionRouter router) implements DataPlaneEvents {

  @Override
  public void pathChanged(int inboundSpi, Path path) {
    tell(inboundSpi, new SessionCommand.PathChanged(path));
  }

  /**
   * A page fault: if the SPI's session is in the store, it installs its CHILD SAs when it wakes.
   */
  @Override
  public void unknownSpi(int spi, Path path) {
    tell(spi, new SessionCommand.Resume());
  }

  @Override
  public void sequenceNumbersRunLow(int inboundSpi) {
    tell(inboundSpi, new SessionCommand.RekeyDue(inboundSpi));
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
