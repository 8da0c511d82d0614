package io.gatehouse.cluster.config.meaning;

import static io.gatehouse.cluster.config.language.Command.IPV6_LOCAL_POOL;

import io.gatehouse.cluster.config.Ipv6AddressPool;
import io.gatehouse.cluster.config.language.AddressText;
import io.gatehouse.cluster.config.language.Problems;
import io.gatehouse.cluster.config.language.Section;
import io.gatehouse.cluster.config.language.Statement;
import io.gatehouse.cluster.config.language.Token;
import io.gatehouse.cluster.config.language.Wording;
import io.gatehouse.protocol.ike.policy.Network;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code ipv6 local pool}: one prefix, which the last line with the pool's name says. */
final class Ipv6AddressPools {

  /** A client is given one address, and no prefix of its own. */
  private static final int HOST = 128;

  private Ipv6AddressPools() {}

  static Catalogue<Ipv6AddressPool> read(Section section, Problems problems) {
    Map<String, Statement> statements = new LinkedHashMap<>();
    for (Statement statement : section.all(IPV6_LOCAL_POOL)) {
      statements.put(statement.required("name").text(), statement);
    }
    Map<String, Ipv6AddressPool> pools = new LinkedHashMap<>();
    Catalogue<Ipv6AddressPool> catalogue = new Catalogue<>("ipv6 local pool");
    statements.forEach(
        (name, statement) -> {
          Ipv6AddressPool pool = new Ipv6AddressPool(name, prefix(statement));
          check(statement, pool, pools, problems);
          pools.put(name, pool);
          catalogue.define(name, Optional.of(pool));
        });
    return catalogue;
  }

  private static void check(
      Statement statement,
      Ipv6AddressPool pool,
      Map<String, Ipv6AddressPool> before,
      Problems problems) {
    Token assigned = statement.required("assigned-length");
    if (statement.number("assigned-length") != HOST) {
      problems.mistake(assigned, "a client is given a single address", "the length " + HOST);
    }
    Token prefix = statement.required("prefix");
    before.values().stream()
        .filter(other -> other.prefix().overlaps(pool.prefix()))
        .findFirst()
        .ifPresent(
            other ->
                problems.mistake(
                    prefix,
                    "the prefix overlaps that of the pool '%s' at %s"
                        .formatted(other.name(), Wording.quote(prefix)),
                    "addresses that are in no other pool"));
  }

  private static Network prefix(Statement statement) {
    return AddressText.ipv6Prefix(statement.required("prefix").text()).orElseThrow();
  }
}
