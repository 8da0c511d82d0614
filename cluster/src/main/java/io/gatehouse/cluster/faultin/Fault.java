package io.gatehouse.cluster.faultin;

import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.session.SpiLayout;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.octets.Octets;
import java.util.Optional;

/**
 * A packet whose CHILD SA is not installed here.
 *
 * @param inboundSpi of which anybody may have made one up
 * @param path ends at this machine
 * @param packet from the SPI on
 */
public record Fault(int inboundSpi, Path path, Octets packet) {

  /** The session that it belongs to, if there is one; empty when there cannot be. */
  Optional<SessionNumber> session() {
    return SpiLayout.espOwner(inboundSpi);
  }
}
