package io.gatehouse.cluster.config.meaning;

import static io.gatehouse.cluster.config.language.Command.AAA_ACCOUNTING;
import static io.gatehouse.cluster.config.language.Command.AAA_ACCOUNTING_BLOCK;
import static io.gatehouse.cluster.config.language.Command.ACCOUNTING_GROUP;
import static io.gatehouse.cluster.config.language.Command.ACTION_TYPE;

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

/** {@code aaa authentication}, {@code aaa authorization} and {@code aaa accounting}. */
final class MethodLists {

  private MethodLists() {}

  /**
   * @param command one that names a list and its methods
   */
  static Catalogue<MethodList> read(
      String kind,
      Command command,
      Section section,
      Catalogue<ServerGroup> groups,
      Problems problems) {
    Catalogue<MethodList> lists = new Catalogue<>(kind);
    for (Statement statement : section.all(command)) {
      String name = statement.required("name").text();
      List<Method> methods = methods(statement, groups, problems);
      lists.define(
          name, methods.isEmpty() ? Optional.empty() : Optional.of(new MethodList(name, methods)));
    }
    return lists;
  }

  static Catalogue<AccountingList> accounting(
      Section section, Catalogue<ServerGroup> groups, Problems problems) {
    Catalogue<AccountingList> lists = new Catalogue<>("aaa accounting network");
    for (Statement statement : section.statements()) {
      if (statement.definition() == AAA_ACCOUNTING) {
        List<ServerGroup> to = groups(statement.arguments("group"), groups, problems);
        define(lists, statement, statement.has("none"), to);
      } else if (statement.definition() == AAA_ACCOUNTING_BLOCK) {
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
      Statement statement, Catalogue<ServerGroup> groups, Problems problems) {
    List<Method> methods = new ArrayList<>();
    for (Token method : statement.arguments("method")) {
      if (method.is(RadiusServers.LOCAL)) {
        methods.add(new Method.Local());
      } else {
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
