package io.gatehouse.cluster.config.meaning;

import static io.gatehouse.cluster.config.language.Command.AAA_TACACS_GROUP;
import static io.gatehouse.cluster.config.language.Command.ACCOUNTING_GROUP;

import io.gatehouse.cluster.config.language.Command;
import io.gatehouse.cluster.config.language.Problems;
import io.gatehouse.cluster.config.language.Section;
import io.gatehouse.cluster.config.language.Statement;
import io.gatehouse.cluster.config.language.Token;
import io.gatehouse.cluster.config.language.Wording;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Methods that only a router has. In a list that no profile uses they are about the router's own
 * lines; in any other they are refused, since {@code none} for one would let everybody in.
 */
final class ForeignMethods {

  private static final Set<String> KEYWORDS =
      Set.of("enable", "if-authenticated", "krb5", "ldap", "line", "none", "tacacs+");

  private final Set<String> groups;
  private final Set<String> used;
  private final Problems problems;

  /**
   * @param references the commands of a profile that name a list of this kind
   */
  ForeignMethods(Section section, Set<Command> references, Problems problems) {
    this.groups =
        section.all(AAA_TACACS_GROUP).stream()
            .map(group -> group.required("name").text())
            .collect(Collectors.toUnmodifiableSet());
    this.used =
        Profiles.active(section).stream()
            .flatMap(profile -> references.stream().flatMap(c -> profile.body().all(c).stream()))
            .flatMap(statement -> statement.arguments("list").stream())
            .map(Token::text)
            .collect(Collectors.toUnmodifiableSet());
    this.problems = problems;
  }

  /** Whether nobody uses the list, and it has such a method; that is reported. */
  boolean unused(Statement list) {
    boolean irrelevant =
        !used.contains(list.required("name").text()) && methods(list).stream().anyMatch(this::is);
    if (irrelevant) {
      problems.irrelevant(list, "no profile uses the list");
    }
    return irrelevant;
  }

  /** Whether it is one, and therefore a mistake, which is reported. */
  boolean refused(Token method) {
    if (is(method)) {
      problems.mistake(
          method,
          "not available in this version: the method " + Wording.quote(method),
          "'local', or 'group' and servers that speak RADIUS");
    }
    return is(method);
  }

  private boolean is(Token method) {
    return groups.contains(method.text())
        || KEYWORDS.contains(method.text().toLowerCase(Locale.ROOT));
  }

  private static List<Token> methods(Statement list) {
    return Stream.concat(
            list.arguments("method").stream(),
            Stream.concat(Stream.of(list), list.body().all(ACCOUNTING_GROUP).stream())
                .flatMap(statement -> statement.arguments("group").stream()))
        .toList();
  }
}
