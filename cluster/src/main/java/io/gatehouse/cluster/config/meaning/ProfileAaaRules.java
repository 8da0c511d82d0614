package io.gatehouse.cluster.config.meaning;

import static io.gatehouse.cluster.config.language.Command.AUTHENTICATION_REMOTE;
import static io.gatehouse.cluster.config.language.Command.PROFILE_ACCOUNTING;
import static io.gatehouse.cluster.config.language.Command.PROFILE_AUTHENTICATION;
import static io.gatehouse.cluster.config.language.Command.PROFILE_CERTIFICATE_ONLY;
import static io.gatehouse.cluster.config.language.Command.PROFILE_GROUP;
import static io.gatehouse.cluster.config.language.Command.PROFILE_USER;
import static io.gatehouse.cluster.config.language.Command.PROFILE_USER_CACHED;

import io.gatehouse.cluster.config.AccountingList;
import io.gatehouse.cluster.config.AuthorizationRules;
import io.gatehouse.cluster.config.AuthorizationRules.GroupRule;
import io.gatehouse.cluster.config.AuthorizationRules.Subject;
import io.gatehouse.cluster.config.AuthorizationRules.UserRule;
import io.gatehouse.cluster.config.MethodList;
import io.gatehouse.cluster.config.ProfileAaa;
import io.gatehouse.cluster.config.language.Command;
import io.gatehouse.cluster.config.language.Problems;
import io.gatehouse.cluster.config.language.Section;
import io.gatehouse.cluster.config.language.Statement;
import io.gatehouse.cluster.config.language.Token;
import io.gatehouse.protocol.ike.exchange.AuthorizationRequest.Method;
import io.gatehouse.protocol.octets.Secret;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The {@code aaa} commands of one profile. */
final class ProfileAaaRules {

  private static final Secret PASSWORD = Secret.utf8(Defaults.AUTHORIZATION_PASSWORD);

  /** Octets of User-Password (RFC 2865 section 5.2). */
  private static final int MAXIMUM_PASSWORD = 128;

  private final Section body;
  private final Definitions definitions;
  private final Problems problems;

  private ProfileAaaRules(Section body, Definitions definitions, Problems problems) {
    this.body = body;
    this.definitions = definitions;
    this.problems = problems;
  }

  static ProfileAaa read(Statement profile, Definitions definitions, Problems problems) {
    var rules = new ProfileAaaRules(profile.body(), definitions, problems);
    return new ProfileAaa(
        profile.required("name").text(),
        rules.eapAuthentication(),
        rules.anyConnectAuthentication(),
        rules.authorization(),
        rules.accounting());
  }

  /** EAP methods run between the client and a RADIUS server; no local user can answer them. */
  private Optional<MethodList> eapAuthentication() {
    Optional<MethodList> list = authentication("eap");
    boolean local = list.isPresent() && list.get().methods().stream().allMatch(this::isLocal);
    if (local) {
      Token name = lastAuthentication("eap").orElseThrow().required("list");
      problems.mistake(name, "EAP is relayed, and this list is local only", "a list with a group");
    }
    return list;
  }

  /** A certificate that is sufficient leaves nothing to check. */
  private Optional<MethodList> anyConnectAuthentication() {
    if (!body.has(PROFILE_CERTIFICATE_ONLY)) {
      return authentication("anyconnect-eap");
    }
    lastAuthentication("anyconnect-eap")
        .ifPresent(
            statement ->
                problems.mistake(
                    statement.required("list"),
                    "nobody is asked for a password with 'anyconnect certificate-only'",
                    "one of the two"));
    return Optional.empty();
  }

  private boolean isLocal(MethodList.Method method) {
    return method instanceof MethodList.Method.Local;
  }

  /** A remote method of EAP needs its list. */
  private Optional<MethodList> authentication(String kind) {
    Optional<Statement> statement = lastAuthentication(kind);
    if (statement.isEmpty()) {
      body.all(AUTHENTICATION_REMOTE).stream()
          .flatMap(remote -> remote.keyword(kind).stream())
          .forEach(
              keyword ->
                  problems.mistake(
                      keyword,
                      "no list says who checks it",
                      "'aaa authentication " + kind + " LIST' in the profile"));
    }
    return statement.flatMap(
        s -> definitions.authentication().resolve(s.required("list"), problems));
  }

  private Optional<Statement> lastAuthentication(String kind) {
    return body.all(PROFILE_AUTHENTICATION).stream()
        .filter(statement -> statement.has(kind))
        .reduce((first, second) -> second);
  }

  private Map<Method, AuthorizationRules> authorization() {
    Map<Method, AuthorizationRules> rules = new EnumMap<>(Method.class);
    for (Method method : Method.values()) {
      Optional<GroupRule> group = last(PROFILE_GROUP, method).flatMap(this::group);
      Optional<UserRule> user = last(PROFILE_USER, method).flatMap(this::user);
      boolean cached = last(PROFILE_USER_CACHED, method).isPresent();
      if (group.isPresent() || user.isPresent() || cached) {
        rules.put(method, new AuthorizationRules(group, user, cached));
      }
    }
    return rules;
  }

  private Optional<Statement> last(Command command, Method method) {
    return body.all(command).stream()
        .filter(statement -> statement.required("kind").is(keyword(method)))
        .reduce((first, second) -> second);
  }

  private static String keyword(Method method) {
    return method.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Optional<GroupRule> group(Statement statement) {
    return list(statement)
        .flatMap(
            list ->
                subject(statement, list)
                    .flatMap(
                        subject ->
                            password(statement)
                                .map(
                                    password ->
                                        new GroupRule(
                                            list, subject, password, statement.has("override")))));
  }

  private Optional<UserRule> user(Statement statement) {
    return list(statement)
        .flatMap(
            list ->
                subject(statement, list)
                    .flatMap(
                        subject ->
                            password(statement)
                                .map(password -> new UserRule(list, subject, password))));
  }

  private Optional<MethodList> list(Statement statement) {
    return definitions.authorization().resolve(statement.required("list"), problems);
  }

  private Optional<Secret> password(Statement statement) {
    if (!statement.has("password")) {
      return Optional.of(PASSWORD);
    }
    Optional<Secret> password = Secrets.of(statement, problems);
    if (password.isPresent() && password.get().length() > MAXIMUM_PASSWORD) {
      problems.mistake(
          statement.argument("secret").or(() -> statement.argument("encrypted")).orElseThrow(),
          "RADIUS cannot carry a password of this length",
          "at most " + MAXIMUM_PASSWORD + " octets");
    }
    return password;
  }

  private Optional<Subject> subject(Statement statement, MethodList list) {
    Optional<Token> mangler = statement.argument("mangler");
    if (mangler.isPresent()) {
      return definitions.manglers().resolve(mangler.get(), problems).map(Subject.Mangled::new);
    }
    Optional<Token> name = statement.argument("subject");
    boolean local = list.methods().stream().allMatch(this::isLocal);
    if (name.isPresent() && local) {
      definitions.authorizationPolicies().resolve(name.get(), problems);
    }
    Optional<Subject> fixed = name.map(token -> new Subject.Fixed(token.text()));
    return fixed.or(() -> Optional.of(new Subject.Unchanged()));
  }

  /** A list without a kind is for the kinds that have none of their own. */
  private Map<Method, AccountingList> accounting() {
    Map<Method, AccountingList> accounting = new EnumMap<>(Method.class);
    for (Statement statement : body.all(PROFILE_ACCOUNTING)) {
      Optional<AccountingList> list =
          definitions.accounting().resolve(statement.required("list"), problems);
      list.ifPresent(found -> kinds(statement).forEach(method -> accounting.put(method, found)));
    }
    return accounting;
  }

  private List<Method> kinds(Statement statement) {
    Optional<Token> kind = statement.argument("kind");
    return List.of(Method.values()).stream()
        .filter(
            method ->
                kind.map(k -> k.is(keyword(method))).orElseGet(() -> !hasOwnAccounting(method)))
        .toList();
  }

  private boolean hasOwnAccounting(Method method) {
    return body.all(PROFILE_ACCOUNTING).stream()
        .flatMap(statement -> statement.argument("kind").stream())
        .anyMatch(kind -> kind.is(keyword(method)));
  }
}
