package io.gatehouse.cluster.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that authentication, authorization and accounting need. Each map is by name.
 *
 * @param nasIdentifier NAS-Identifier towards RADIUS: the {@code hostname}
 * @param servers in the order of the configuration
 * @param deadTime how long a server that did not answer is passed over; zero: it is not
 * @param accessLists for RADIUS attributes that name one
 */
public record AaaConfiguration(
    String nasIdentifier,
    List<RadiusServer> servers,
    Duration deadTime,
    Map<String, LocalUser> users,
    Map<String, AuthorizationPolicy> authorizationPolicies,
    Map<String, AccessList> accessLists,
    Map<String, ProfileAaa> profiles,
    Accounting accounting) {
  public AaaConfiguration {
    servers = List.copyOf(servers);
    users = Map.copyOf(users);
    authorizationPolicies = Map.copyOf(authorizationPolicies);
    accessLists = Map.copyOf(accessLists);
    profiles = Map.copyOf(profiles);
  }

  /** Without accounting. */
  public AaaConfiguration(
      String nasIdentifier,
      List<RadiusServer> servers,
      Duration deadTime,
      Map<String, LocalUser> users,
      Map<String, AuthorizationPolicy> authorizationPolicies,
      Map<String, AccessList> accessLists,
      Map<String, ProfileAaa> profiles) {
    this(
        nasIdentifier,
        servers,
        deadTime,
        users,
        authorizationPolicies,
        accessLists,
        profiles,
        Accounting.NONE);
  }

  public Optional<LocalUser> user(String name) {
    return Optional.ofNullable(users.get(name));
  }

  public Optional<AuthorizationPolicy> authorizationPolicy(String name) {
    return Optional.ofNullable(authorizationPolicies.get(name));
  }

  public Optional<AccessList> accessList(String name) {
    return Optional.ofNullable(accessLists.get(name));
  }

  public Optional<ProfileAaa> profile(String name) {
    return Optional.ofNullable(profiles.get(name));
  }
}
