package io.gatehouse.cluster.config.meaning;

import static io.gatehouse.cluster.config.language.Command.PERMIT;
import static io.gatehouse.cluster.config.language.Command.STANDARD_ACCESS_LIST;

import io.gatehouse.cluster.config.AccessList;
import io.gatehouse.cluster.config.language.AddressText;
import io.gatehouse.cluster.config.language.Problems;
import io.gatehouse.cluster.config.language.Section;
import io.gatehouse.cluster.config.language.Statement;
import io.gatehouse.protocol.ike.policy.Network;
import java.net.Inet4Address;
import java.util.List;
import java.util.Optional;

/** {@code ip access-list standard}. */
final class AccessLists {

  private static final String EVERYTHING = "0.0.0.0";

  private AccessLists() {}

  static Catalogue<AccessList> read(Section section, Problems problems) {
    Catalogue<AccessList> lists = new Catalogue<>("ip access-list standard");
    for (Statement statement : section.all(STANDARD_ACCESS_LIST)) {
      String name = statement.required("name").text();
      List<Network> permitted =
          statement.body().all(PERMIT).stream().map(AccessLists::network).toList();
      if (permitted.isEmpty()) {
        problems.missing(statement, "the access list permits nothing", "'permit'");
      }
      lists.define(name, Optional.of(new AccessList(name, permitted)));
    }
    return lists;
  }

  /** A network without the bits that its prefix does not cover. */
  static Network network(Inet4Address address, int prefixLength) {
    int mask = prefixLength == 0 ? 0 : -1 << (32 - prefixLength);
    return new Network(AddressText.ipv4(AddressText.bits(address) & mask), prefixLength);
  }

  private static Network network(Statement permit) {
    if (permit.has("any")) {
      return network(AddressText.ipv4(EVERYTHING).orElseThrow(), 0);
    }
    String address =
        permit.argument("host").or(() -> permit.argument("network")).orElseThrow().text();
    int prefixLength =
        permit
            .argument("wildcard")
            .map(wildcard -> AddressText.wildcardPrefixLength(wildcard.text()).orElseThrow())
            .orElse(32);
    return network(AddressText.ipv4(address).orElseThrow(), prefixLength);
  }
}
