package io.gatehouse.cluster.aaa;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.policy.Authorization;
import io.gatehouse.protocol.ike.policy.Network;
import io.gatehouse.protocol.octets.Octets;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AuthorizationMergeTest {

  private static Authorization source(String name, List<String> splitDns) {
    return new Authorization(
        name,
        Optional.empty(),
        Optional.of(name + "-pool"),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        splitDns,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(Octets.utf8(name + "-class")));
  }

  private static final Authorization CACHED = source("cached", List.of("cached.example"));
  private static final Authorization USER = source("user", List.of("a.example", "b.example"));
  private static final Authorization GROUP = source("group", List.of("group.example"));

  private static Optional<String> pool(
      boolean cached, Optional<Authorization> user, Optional<Authorization> group, boolean over) {
    return AuthorizationMerge.merge(CACHED, cached, user, group, over).addressPool();
  }

  @Test
  void theUserOverridesWhatIsCachedAndThatTheGroup() {
    assertThat(pool(true, Optional.of(USER), Optional.of(GROUP), false)).contains("user-pool");
    assertThat(pool(true, Optional.empty(), Optional.of(GROUP), false)).contains("cached-pool");
    assertThat(pool(false, Optional.empty(), Optional.of(GROUP), false)).contains("group-pool");
    assertThat(pool(true, Optional.empty(), Optional.empty(), false)).contains("cached-pool");
  }

  @Test
  void withOverrideTheGroupComesFirstAndTheUserBeforeWhatIsCached() {
    assertThat(pool(true, Optional.of(USER), Optional.of(GROUP), true)).contains("group-pool");
    assertThat(pool(true, Optional.of(USER), Optional.empty(), true)).contains("user-pool");
    assertThat(pool(true, Optional.empty(), Optional.empty(), true)).contains("cached-pool");
  }

  @Test
  void whatIsNotCachedGivesNothingButTheNameAndClass() {
    Authorization merged =
        AuthorizationMerge.merge(CACHED, false, Optional.empty(), Optional.empty(), false);

    assertThat(merged.userName()).isEqualTo("cached");
    assertThat(merged.radiusClass()).containsExactly(Octets.utf8("cached-class"));
    assertThat(merged.addressPool()).isEmpty();
    assertThat(merged.splitDns()).isEmpty();
  }

  @Test
  void aListIsTakenWholeFromTheSourceThatWins() {
    Authorization merged =
        AuthorizationMerge.merge(CACHED, true, Optional.of(USER), Optional.of(GROUP), false);

    assertThat(merged.splitDns()).containsExactly("a.example", "b.example");
  }

  @Test
  void eachAttributeIsMergedForItself() {
    Authorization onlyAddress =
        new Authorization(
            "user",
            Optional.of(InetAddress.ofLiteral("10.0.0.1")),
            Optional.empty(),
            Optional.empty(),
            List.of(InetAddress.ofLiteral("10.0.0.53")),
            List.of(),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.of("hello"),
            Optional.of(Duration.ofHours(1)),
            Optional.empty(),
            List.of());

    Authorization merged =
        AuthorizationMerge.merge(
            Authorization.of("alice"), true, Optional.of(onlyAddress), Optional.of(GROUP), false);

    assertThat(merged)
        .isEqualTo(
            new Authorization(
                "alice",
                onlyAddress.framedAddress(),
                Optional.of("group-pool"),
                Optional.empty(),
                onlyAddress.dns(),
                List.of(),
                Optional.empty(),
                List.of("group.example"),
                List.of(),
                Optional.of("hello"),
                Optional.of(Duration.ofHours(1)),
                Optional.empty(),
                List.of(Octets.utf8("group-class"))));
  }

  @Test
  void theFamiliesAreMergedForThemselves() {
    Authorization ipv4 =
        dualStack("user", "10.0.0.53").withIpv6(Optional.empty(), Optional.empty());
    Authorization both = dualStack("group", "10.1.0.53", "2001:db8::53");

    Authorization merged =
        AuthorizationMerge.merge(
            Authorization.of("alice"), true, Optional.of(ipv4), Optional.of(both), false);

    assertThat(merged.dns())
        .containsExactly(InetAddress.ofLiteral("10.0.0.53"), InetAddress.ofLiteral("2001:db8::53"));
    assertThat(merged.ipv6AddressPool()).contains("group-pool6");
    assertThat(merged.splitInclude())
        .containsExactly(
            new Network(InetAddress.ofLiteral("10.0.0.53"), 32),
            new Network(InetAddress.ofLiteral("2001:db8::53"), 128));
  }

  private static Authorization dualStack(String name, String... addresses) {
    List<InetAddress> dns = Stream.of(addresses).map(InetAddress::ofLiteral).toList();
    return new Authorization(
            name,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            dns,
            List.of(),
            Optional.empty(),
            List.of(),
            dns.stream()
                .map(address -> new Network(address, address.getAddress().length * Byte.SIZE))
                .toList(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of())
        .withIpv6(Optional.empty(), Optional.of(name + "-pool6"));
  }

  @Test
  void neitherTheGroupNorTheUserQueryRenamesTheUserOrItsClass() {
    Authorization merged =
        AuthorizationMerge.merge(CACHED, true, Optional.of(USER), Optional.of(GROUP), true);

    assertThat(merged.userName()).isEqualTo("cached");
    assertThat(merged.radiusClass()).containsExactly(Octets.utf8("cached-class"));
  }
}
