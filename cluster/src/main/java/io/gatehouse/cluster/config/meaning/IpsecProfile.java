package io.gatehouse.cluster.config.meaning;

import io.gatehouse.protocol.ike.policy.EspProposal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * {@code crypto ipsec profile}: what it says of CHILD SAs.
 *
 * @param octets that a direction of one may carry; empty: any number
 * @param ikev2Profile the name of the profile that it is for
 */
record IpsecProfile(
    String name,
    List<EspProposal> proposals,
    Duration lifetime,
    OptionalLong octets,
    Optional<String> ikev2Profile) {
  IpsecProfile {
    proposals = List.copyOf(proposals);
  }
}
