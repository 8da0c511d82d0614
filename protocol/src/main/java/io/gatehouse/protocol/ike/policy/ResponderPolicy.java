package io.gatehouse.protocol.ike.policy;

import java.time.Duration;
import java.util.List;

/**
 * Everything that the responder needs to know of the configuration.
 *
 * @param proposals in order of preference
 * @param profiles the first that matches is taken
 * @param maximumDatagram octets of a UDP payload above which a message is fragmented, non-ESP
 *     marker included
 * @param halfOpenTimeout how long a client may take for a step in which nobody has to type
 * @param promptTimeout how long a client may take while its user is typing
 */
public record ResponderPolicy(
    List<IkeProposal> proposals,
    List<Profile> profiles,
    int maximumDatagram,
    Duration halfOpenTimeout,
    Duration promptTimeout) {
  public ResponderPolicy {
    proposals = List.copyOf(proposals);
    profiles = List.copyOf(profiles);
  }
}
