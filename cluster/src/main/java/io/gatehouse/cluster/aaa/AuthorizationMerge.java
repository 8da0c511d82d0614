package io.gatehouse.cluster.aaa;

import io.gatehouse.protocol.ike.policy.AddressFamily;
import io.gatehouse.protocol.ike.policy.Authorization;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Merges what the sources give, attribute by attribute. The whole list of the source that wins is
 * the value of an attribute that may be repeated; those of IPv4 and of IPv6 are two attributes.
 */
final class AuthorizationMerge {

  private AuthorizationMerge() {}

  /**
   * An explicit query for the user comes before what came with authentication, and that before the
   * group; with {@code override} the group comes first.
   *
   * <p>The name is always the authenticated one. So are Class, which accounting echoes to the
   * server that authenticated (RFC 2865 section 5.25), and Acct-Interim-Interval, as long as
   * authentication gave them.
   *
   * @param cached whether {@code authenticated} counts for more than the name and Class
   */
  static Authorization merge(
      Authorization authenticated,
      boolean cached,
      Optional<Authorization> user,
      Optional<Authorization> group,
      boolean override) {
    List<Authorization> sources = new ArrayList<>();
    user.ifPresent(sources::add);
    if (cached) {
      sources.add(authenticated);
    }
    group.ifPresent(given -> sources.add(override ? 0 : sources.size(), given));
    List<Authorization> classSources = new ArrayList<>(sources);
    classSources.addFirst(authenticated);
    return new Authorization(
        authenticated.userName(),
        value(sources, Authorization::framedAddress),
        value(sources, Authorization::addressPool),
        value(sources, Authorization::netmask),
        ofBothFamilies(sources, Authorization::dns, AddressFamily::of),
        values(sources, Authorization::wins),
        value(sources, Authorization::defaultDomain),
        values(sources, Authorization::splitDns),
        ofBothFamilies(
            sources, Authorization::splitInclude, network -> AddressFamily.of(network.address())),
        value(sources, Authorization::banner),
        value(sources, Authorization::sessionTimeout),
        value(sources, Authorization::idleTimeout),
        values(classSources, Authorization::radiusClass),
        value(classSources, Authorization::interimInterval),
        Optional.empty(),
        value(sources, Authorization::framedIpv6Address),
        value(sources, Authorization::ipv6AddressPool));
  }

  private static <T> Optional<T> value(
      List<Authorization> sources, Function<Authorization, Optional<T>> attribute) {
    return sources.stream().map(attribute).flatMap(Optional::stream).findFirst();
  }

  /** IPv4 and IPv6 are configured apart from one another, and may come from two sources. */
  private static <T> List<T> ofBothFamilies(
      List<Authorization> sources,
      Function<Authorization, List<T>> attribute,
      Function<T, AddressFamily> family) {
    return Arrays.stream(AddressFamily.values())
        .flatMap(
            one ->
                values(
                    sources,
                    source ->
                        attribute.apply(source).stream()
                            .filter(value -> family.apply(value) == one)
                            .toList())
                    .stream())
        .toList();
  }

  private static <T> List<T> values(
      List<Authorization> sources, Function<Authorization, List<T>> attribute) {
    return sources.stream()
        .map(attribute)
        .filter(list -> !list.isEmpty())
        .findFirst()
        .orElse(List.of());
  }
}
