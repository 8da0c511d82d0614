package io.gatehouse.cluster.config.meaning;

import io.gatehouse.cluster.config.language.AddressText;
import io.gatehouse.cluster.config.language.Problems;
import io.gatehouse.cluster.config.language.Statement;
import io.gatehouse.cluster.config.language.Token;
import io.gatehouse.protocol.ike.policy.IdentityMatch;
import io.gatehouse.protocol.octets.Octets;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Function;

/** The identities of {@code match identity remote} and of a keyring's peer. */
final class IdentityMatches {

  private static final int IPV4_BITS = 32;
  private static final int IPV6_BITS = 128;

  private IdentityMatches() {}

  static Optional<IdentityMatch> of(Statement statement, Problems problems) {
    if (statement.has("any")) {
      return Optional.of(new IdentityMatch.Any());
    }
    return text(statement, "fqdn-domain", IdentityMatch.FqdnDomain::new)
        .or(() -> text(statement, "fqdn", IdentityMatch.Fqdn::new))
        .or(() -> text(statement, "email-domain", IdentityMatch.EmailDomain::new))
        .or(() -> text(statement, "email", IdentityMatch.Email::new))
        .or(() -> text(statement, "key-id", id -> new IdentityMatch.KeyId(Octets.utf8(id))))
        .or(() -> address(statement, problems));
  }

  private static Optional<IdentityMatch> text(
      Statement statement, String argument, Function<String, IdentityMatch> match) {
    return statement.argument(argument).map(token -> match.apply(token.text()));
  }

  private static Optional<IdentityMatch> address(Statement statement, Problems problems) {
    InetAddress address = AddressText.ip(statement.required("address").text()).orElseThrow();
    Optional<Token> mask = statement.argument("mask");
    if (address instanceof Inet4Address) {
      int prefixLength =
          mask.map(given -> AddressText.prefixLength(given.text()).orElseThrow()).orElse(IPV4_BITS);
      return Optional.of(address(address, prefixLength));
    }
    mask.ifPresent(
        given -> problems.mistake(given, "an IPv6 address has no netmask", "the end of the line"));
    return Optional.of(new IdentityMatch.Address(address, IPV6_BITS));
  }

  /**
   * {@code 0.0.0.0 0.0.0.0} means every peer on IOS, not only those with an address as identity.
   */
  private static IdentityMatch address(InetAddress address, int prefixLength) {
    return prefixLength == 0
        ? new IdentityMatch.Any()
        : new IdentityMatch.Address(address, prefixLength);
  }
}
