package io.gatehouse.cluster.config.meaning;

import static io.gatehouse.cluster.config.language.Command.IKEV2_NAME_MANGLER;
import static io.gatehouse.cluster.config.language.Command.MANGLE_DN;
import static io.gatehouse.cluster.config.language.Command.MANGLE_EAP;
import static io.gatehouse.cluster.config.language.Command.MANGLE_EMAIL;
import static io.gatehouse.cluster.config.language.Command.MANGLE_FQDN;
import static io.gatehouse.cluster.config.language.Command.MANGLE_GROUP;

import io.gatehouse.cluster.config.DnField;
import io.gatehouse.cluster.config.NameMangler;
import io.gatehouse.cluster.config.NameMangler.Part;
import io.gatehouse.cluster.config.NameMangler.Rule;
import io.gatehouse.cluster.config.language.Problems;
import io.gatehouse.cluster.config.language.Section;
import io.gatehouse.cluster.config.language.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code crypto ikev2 name-mangler}. */
final class NameManglers {

  private NameManglers() {}

  static Catalogue<NameMangler> read(Section section, Problems problems) {
    Catalogue<NameMangler> manglers = new Catalogue<>("crypto ikev2 name-mangler");
    for (Statement statement : section.all(IKEV2_NAME_MANGLER)) {
      String name = statement.required("name").text();
      List<Rule> rules = rules(statement.body());
      if (rules.isEmpty()) {
        problems.missing(
            statement, "the name mangler has no rule", "dn, eap, email, fqdn or anyconnect-group");
      }
      manglers.define(name, Optional.of(new NameMangler(name, rules)));
    }
    return manglers;
  }

  private static List<Rule> rules(Section body) {
    List<Rule> rules = new ArrayList<>();
    body.last(MANGLE_DN).map(dn -> new Rule.Dn(field(dn))).ifPresent(rules::add);
    body.last(MANGLE_EAP).map(NameManglers::eap).ifPresent(rules::add);
    body.last(MANGLE_GROUP).map(_ -> new Rule.GroupAll()).ifPresent(rules::add);
    body.last(MANGLE_EMAIL).map(e -> new Rule.EmailPart(part(e))).ifPresent(rules::add);
    body.last(MANGLE_FQDN).map(f -> new Rule.FqdnPart(part(f))).ifPresent(rules::add);
    return rules;
  }

  private static Rule eap(Statement statement) {
    if (statement.has("all")) {
      return new Rule.EapAll();
    }
    if (statement.has("dn")) {
      return new Rule.EapDn(field(statement));
    }
    return statement.has("prefix")
        ? new Rule.EapPart(Part.PREFIX, statement.required("prefix").text().charAt(0))
        : new Rule.EapPart(Part.SUFFIX, statement.required("suffix").text().charAt(0));
  }

  private static DnField field(Statement statement) {
    return Arrays.stream(DnField.values())
        .filter(field -> statement.required("field").is(field.keyword()))
        .findFirst()
        .orElseThrow();
  }

  private static Part part(Statement statement) {
    return switch (statement.required("part").text().toLowerCase(Locale.ROOT)) {
      case "all" -> Part.ALL;
      case "domain" -> Part.SUFFIX;
      default -> Part.PREFIX;
    };
  }
}
