package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.octets.Octets;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What can happen to a session. */
public sealed interface Input {

  /** A datagram for the session, from the IKE header on. */
  record Datagram(Path path, Octets message) implements Input {}

  /** Answers {@link Decision.Authenticate}. */
  record Authenticated(long requestId, AuthenticationVerdict verdict) implements Input {}

  /** Answers {@link Decision.Authorize}. */
  record Authorized(long requestId, AuthorizationVerdict verdict) implements Input {}

  /**
   * Answers {@link Decision.LeaseAddress}.
   *
   * @param leases one or two, of different families
   */
  record AddressLeased(long requestId, List<Lease> leases) implements Input {
    public AddressLeased {
      leases = List.copyOf(leases);
    }
  }

  /** Answers {@link Decision.LeaseAddress}; {@code reason} is for the operator's log. */
  record AddressRefused(long requestId, String reason) implements Input {}

  /** The data plane could not install a CHILD SA that it was told to. */
  record InstallationFailed(int inboundSpi, String reason) implements Input {}

  /** The data plane saw authentic traffic from a new address: the client's NAT rebound. */
  record PathChanged(Path path) implements Input {}

  /**
   * Authentic traffic came to a machine that has none of the session's CHILD SAs: the client's flow
   * has moved there, or the machine has lost what was installed.
   */
  record NotInstalled(Path path) implements Input {}

  /**
   * A CHILD SA has received many packets since the data plane told last.
   *
   * @param outboundSpi by which it is told from an earlier one with the same inbound SPI
   * @param number the highest sequence number
   */
  record Received(int inboundSpi, int outboundSpi, long number) implements Input {}

  /** A CHILD SA has used up most of its sequence numbers or octets, or goes on in a new state. */
  record RekeyDue(int inboundSpi) implements Input {}

  /** A CHILD SA has come to an end in the data plane, which carries nothing for it any more. */
  record Expired(int inboundSpi) implements Input {}

  /**
   * {@link SessionState#deadline} has come.
   *
   * @param lastTraffic when the data plane last received authentic traffic, EPOCH for never
   */
  record DeadlineReached(Instant lastTraffic) implements Input {}

  /** The headend ends the session. */
  record Terminate(SessionEvent.Cause cause) implements Input {}

  /** The machine that has the session's CHILD SAs is gone. */
  record MachineLost() implements Input {}

  /** The session has gone on unstored, and the store is there. */
  record CheckpointDue() implements Input {}

  /**
   * The session's state was read back from the store, on this node or after another one's loss.
   *
   * @param installed inbound SPIs of the CHILD SAs that the machine of the session's path has
   * @param machineLives whether there is such a machine at all
   */
  record Recovered(Set<Integer> installed, boolean machineLives) implements Input {
    public Recovered {
      installed = Set.copyOf(installed);
    }
  }
}
