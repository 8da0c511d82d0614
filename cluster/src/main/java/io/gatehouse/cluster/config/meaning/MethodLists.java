package io.gatehouse.cluster.config.meaning;

import static io.gatehouse.cluster.config.language.Command.AAA_ACCOUNTING;
import static io.gatehouse.cluster.config.language.Command.AAA_ACCOUNTING_BLOCK;
import static io.gatehouse.cluster.config.language.Command.AAA_AUTHENTICATION;
import static io.gatehouse.cluster.config.language.Command.AAA_AUTHORIZATION;
import static io.gatehouse.cluster.config.language.Command.ACCOUNTING_GROUP;
import static io.gatehouse.cluster.config.language.Command.ACTION_TYPE;
import static io.gatehouse.cluster.config.language.Command.PROFILE_ACCOUNTING;
import static io.gatehouse.cluster.config.language.Command.PROFILE_AUTHENTICATION;
import static io.gatehouse.cluster.config.language.Command.PROFILE_GROUP;
import static io.gatehouse.cluster.config.language.Command.PROFILE_USER;

import io.gatehouse.cluster.config.AccountingList;
import io.gatehouse.cluster.config.MethodList;
import io.gatehouse.cluster.config.MethodList.Method;
import io.gatehouse.cluster.config.ServerGroup;
import io.gatehouse.cluster.config.language.Command;
import io.gatehouse.cluster.config.language.Problems;
import io.gatehouse.cluster.config.language.Section;
import io.gatehouse.cluster.config.language.Statement;
import io.gatehouse.cluster.config.language.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code aaa authentication}, {@code aaa authorization} and {@code aaa accounting}. */
final class MethodLists {

  /** User names are the same in upper and lower case nowhere here. */
  private static final String LOCAL_CASE = "local-case";

  private MethodLists() {}

  static Catalogue<MethodList> authentication(
      Section section, Catalogue<ServerGroup> groups, Problems problems) {
    Set<Command> references = Set.of(PROFILE_AUTHENTICATION);
    var foreign = new ForeignMethods(section, references, problems);
    Catalogue<MethodList> lists = new Catalogue<>("aaa authentication login");
    read(section.all(AAA_AUTHENTICATION), lists, groups, foreign, problems);
    return lists;
  }

  static Catalogue<MethodList> authorization(
      Section section, Catalogue<ServerGroup> groups, Problems problems) {
    Set<Command> references = Set.of(PROFILE_GROUP, PROFILE_USER);
    var foreign = new ForeignMethods(section, references, problems);
    Catalogue<MethodList> lists = new Catalogue<>("aaa authorization network");
    read(section.all(AAA_AUTHORIZATION), lists, groups, foreign, problems);
    return lists;
  }

  private static void read(
      List<Statement> statements,
      Catalogue<MethodList> lists,
      Catalogue<ServerGroup> groups,
      ForeignMethods foreign,
      Problems problems) {
    for (Statement statement : statements) {
      if (!foreign.unused(statement)) {
        String name = statement.required("name").text();
        List<Method> methods = methods(statement, groups, foreign, problems);
        lists.define(
            name,
            methods.isEmpty() ? Optional.empty() : Optional.of(new MethodList(name, methods)));
      }
    }
  }

  static Catalogue<AccountingList> accounting(
      Section section, Catalogue<ServerGroup> groups, Problems problems) {
    Catalogue<AccountingList> lists = new Catalogue<>("aaa accounting network");
    var foreign = new ForeignMethods(section, Set.of(PROFILE_ACCOUNTING), problems);
    for (Statement statement : section.statements()) {
      if (statement.definition() == AAA_ACCOUNTING && !foreign.unused(statement)) {
        List<ServerGroup> to = groups(statement.arguments("group"), groups, problems);
        define(lists, statement, statement.has("none"), to);
      } else if (statement.definition() == AAA_ACCOUNTING_BLOCK && !foreign.unused(statement)) {
        block(lists, statement, groups, problems);
      }
    }
    return lists;
  }

  private static void block(
      Catalogue<AccountingList> lists,
      Statement statement,
      Catalogue<ServerGroup> groups,
      Problems problems) {
    Section body = statement.body();
    boolean none = body.last(ACTION_TYPE).filter(a -> a.required("action").is("none")).isPresent();
    List<Token> names =
        body.all(ACCOUNTING_GROUP).stream().flatMap(s -> s.arguments("group").stream()).toList();
    if (!none && (names.isEmpty() || !body.has(ACTION_TYPE))) {
      problems.missing(
          statement,
          "the accounting list is incomplete",
          "'action-type start-stop' and 'group', or 'action-type none'");
    }
    define(lists, statement, none, groups(names, groups, problems));
  }

  private static void define(
      Catalogue<AccountingList> lists, Statement statement, boolean none, List<ServerGroup> to) {
    String name = statement.required("name").text();
    lists.define(
        name,
        none
            ? Optional.of(new AccountingList(name, List.of()))
            : Optional.of(new AccountingList(name, to)).filter(list -> !list.groups().isEmpty()));
  }

  private static List<Method> methods(
      Statement statement,
      Catalogue<ServerGroup> groups,
      ForeignMethods foreign,
      Problems problems) {
    List<Method> methods = new ArrayList<>();
    for (Token method : statement.arguments("method")) {
      if (method.is(RadiusServers.LOCAL) || method.is(LOCAL_CASE)) {
        methods.add(new Method.Local());
      } else if (!foreign.refused(method)) {
        groups.resolve(method, problems).map(Method.Radius::new).ifPresent(methods::add);
      }
    }
    return methods;
  }

  private static List<ServerGroup> groups(
      List<Token> names, Catalogue<ServerGroup> groups, Problems problems) {
    List<ServerGroup> found = new ArrayList<>();
    names.forEach(name -> groups.resolve(name, problems).ifPresent(found::add));
    return found;
  }
}
