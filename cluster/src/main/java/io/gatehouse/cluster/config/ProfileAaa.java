package io.gatehouse.cluster.config;

import io.gatehouse.protocol.ike.exchange.AuthorizationRequest.Method;
import java.util.Map;
import java.util.Optional;

/** The {@code aaa} commands of one IKEv2 profile. */
public record ProfileAaa(
    String profile,
    Optional<MethodList> eapAuthentication,
    Optional<MethodList> anyConnectEapAuthentication,
    Map<Method, AuthorizationRules> authorization,
    Map<Method, AccountingList> accounting) {
  public ProfileAaa {
    authorization = Map.copyOf(authorization);
    accounting = Map.copyOf(accounting);
  }

  public AuthorizationRules authorization(Method method) {
    return authorization.getOrDefault(method, AuthorizationRules.NONE);
  }

  public Optional<AccountingList> accounting(Method method) {
    return Optional.ofNullable(accounting.get(method));
  }
}
