package io.gatehouse.cluster.aaa;

import io.gatehouse.cluster.config.AuthorizationPolicy;
import io.gatehouse.protocol.ike.policy.Authorization;
import java.util.List;
import java.util.Optional;

/** What a {@code crypto ikev2 authorization policy} gives. */
final class PolicyAuthorization {

  private PolicyAuthorization() {}

  static Authorization of(AuthorizationPolicy policy) {
    Authorization authorization =
        new Authorization(
            policy.name(),
            Optional.empty(),
            policy.addressPool(),
            policy.netmask(),
            policy.dns(),
            policy.wins(),
            policy.defaultDomain(),
            policy.splitDns(),
            policy.splitInclude(),
            policy.banner(),
            policy.sessionLifetime(),
            Optional.empty(),
            List.of());
    return authorization.withIpv6(Optional.empty(), policy.ipv6AddressPool());
  }
}
