package io.gatehouse.cluster.config.meaning;

import static io.gatehouse.cluster.config.language.Command.DENY;
import static io.gatehouse.cluster.config.language.Command.IKEV2_AUTHORIZATION_POLICY;
import static io.gatehouse.cluster.config.language.Command.PERMIT;
import static io.gatehouse.cluster.config.language.Command.ROUTE_SET_ACCESS_LIST;
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
      List<Statement> denials = denials(statement.body());
      if (denials.isEmpty() && !permitted.isEmpty()) {
        lists.define(name, Optional.of(new AccessList(name, permitted)));
      } else if (named(section, name)) {
        lists.define(name, Optional.empty());
        unfit(statement, denials, problems);
      } else {
        problems.irrelevant(statement, "no authorization policy names it");
      }
    }
    return lists;
  }

  /** Those that take something away from what is permitted; at the end all is denied anyway. */
  private static List<Statement> denials(Section body) {
    List<Statement> lines =
        body.statements().stream()
            .filter(s -> s.definition() == PERMIT || s.definition() == DENY)
            .toList();
    int end = lines.size();
    while (end > 0 && lines.get(end - 1).definition() == DENY) {
      end--;
    }
    return lines.subList(0, end).stream().filter(s -> s.definition() == DENY).toList();
  }

  private static boolean named(Section section, String list) {
    return section.all(IKEV2_AUTHORIZATION_POLICY).stream()
        .flatMap(policy -> policy.body().all(ROUTE_SET_ACCESS_LIST).stream())
        .anyMatch(route -> route.required("access-list").text().equals(list));
  }

  private static void unfit(Statement list, List<Statement> denials, Problems problems) {
    if (denials.isEmpty()) {
      problems.missing(list, "the access list permits nothing", "'permit'");
    }
    denials.forEach(
        denial ->
            problems.mistake(
                denial.subject(),
                "the networks that go through the tunnel are only permitted",
                "'permit' alone"));
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
