package io.gatehouse.cluster.config.meaning;

import static io.gatehouse.cluster.config.language.Command.LOCAL_POOL;

import io.gatehouse.cluster.config.AddressPool;
import io.gatehouse.cluster.config.AddressPool.Range;
import io.gatehouse.cluster.config.language.AddressText;
import io.gatehouse.cluster.config.language.Problems;
import io.gatehouse.cluster.config.language.Section;
import io.gatehouse.cluster.config.language.Statement;
import io.gatehouse.cluster.config.language.Token;
import io.gatehouse.cluster.config.language.Wording;
import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code ip local pool}, which adds a range each time that it names the same pool. */
final class AddressPools {

  private AddressPools() {}

  static Catalogue<AddressPool> read(Section section, Problems problems) {
    Map<String, List<Range>> ranges = new LinkedHashMap<>();
    for (Statement statement : section.all(LOCAL_POOL)) {
      List<Range> pool =
          ranges.computeIfAbsent(statement.required("name").text(), name -> new ArrayList<>());
      range(statement, problems).ifPresent(pool::add);
    }
    disjoint(section, problems);
    Catalogue<AddressPool> pools = new Catalogue<>("ip local pool");
    ranges.forEach((name, all) -> pools.define(name, Optional.of(new AddressPool(name, all))));
    return pools;
  }

  private static Optional<Range> range(Statement statement, Problems problems) {
    Inet4Address first = first(statement);
    Inet4Address last = last(statement);
    if (Integer.compareUnsigned(AddressText.bits(first), AddressText.bits(last)) > 0) {
      problems.mistake(
          statement.required("last"),
          "the range ends before it begins",
          "an address not below " + first.getHostAddress());
      return Optional.empty();
    }
    return Optional.of(new Range(first, last));
  }

  private static void disjoint(Section section, Problems problems) {
    List<Statement> sorted =
        section.all(LOCAL_POOL).stream()
            .sorted(Comparator.comparingLong(AddressPools::firstNumber))
            .toList();
    long taken = -1;
    for (Statement statement : sorted) {
      if (firstNumber(statement) <= taken) {
        Token first = statement.required("first");
        String what = "the range overlaps another one at " + Wording.quote(first);
        problems.mistake(first, what, "addresses that are in no other range");
      }
      taken = Math.max(taken, Integer.toUnsignedLong(AddressText.bits(last(statement))));
    }
  }

  private static long firstNumber(Statement statement) {
    return Integer.toUnsignedLong(AddressText.bits(first(statement)));
  }

  private static Inet4Address first(Statement statement) {
    return AddressText.ipv4(statement.required("first").text()).orElseThrow();
  }

  private static Inet4Address last(Statement statement) {
    Token last = statement.argument("last").orElse(statement.required("first"));
    return AddressText.ipv4(last.text()).orElseThrow();
  }
}
