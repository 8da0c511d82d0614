package io.gatehouse.cluster.config.meaning;

import io.gatehouse.protocol.ike.policy.EspProposal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * {@code crypto ipsec profile}: what it says of CHILD SAs.
 *
 * @param ikev2Profile the name of the profile that it is for
 */
record IpsecProfile(
    String name, List<EspProposal> proposals, Duration lifetime, Optional<String> ikev2Profile) {
  IpsecProfile {
    proposals = List.copyOf(proposals);
  }
}
