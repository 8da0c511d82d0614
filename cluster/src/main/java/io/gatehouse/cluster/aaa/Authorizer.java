package io.gatehouse.cluster.aaa;

import static java.util.concurrent.CompletableFuture.completedStage;

import io.gatehouse.cluster.config.AaaConfiguration;
import io.gatehouse.cluster.config.AccountingList;
import io.gatehouse.cluster.config.AuthorizationPolicy;
import io.gatehouse.cluster.config.AuthorizationRules;
import io.gatehouse.cluster.config.AuthorizationRules.GroupRule;
import io.gatehouse.cluster.config.AuthorizationRules.Subject;
import io.gatehouse.cluster.config.MethodList.Method;
import io.gatehouse.cluster.config.NameSource;
import io.gatehouse.cluster.config.ProfileAaa;
import io.gatehouse.cluster.config.RadiusServer;
import io.gatehouse.protocol.accounting.AccountingTerms;
import io.gatehouse.protocol.ike.exchange.AuthorizationRequest;
import io.gatehouse.protocol.ike.exchange.AuthorizationVerdict;
import io.gatehouse.protocol.ike.exchange.AuthorizationVerdict.Granted;
import io.gatehouse.protocol.ike.exchange.AuthorizationVerdict.Refused;
import io.gatehouse.protocol.ike.policy.Authorization;
import io.gatehouse.protocol.octets.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** Answers authorization requests: looks up the group and the user, and merges what they give. */
final class Authorizer {

  private final AaaConfiguration configuration;
  private final RadiusClient radius;
  private final AccessRequests requests;

  Authorizer(AaaConfiguration configuration, RadiusClient radius) {
    this.configuration = configuration;
    this.radius = radius;
    this.requests = new AccessRequests(configuration.nasIdentifier());
  }

  /** What one source says. */
  private sealed interface Finding {
    record NotAsked() implements Finding {}

    record Found(Authorization authorization) implements Finding {}

    record Denied(String reason) implements Finding {}
  }

  CompletionStage<AuthorizationVerdict> authorize(AuthorizationRequest request) {
    return configuration
        .profile(request.profile())
        .map(profile -> authorize(profile, request))
        .orElseGet(() -> completedStage(new Refused("there is no profile " + request.profile())));
  }

  private CompletionStage<AuthorizationVerdict> authorize(
      ProfileAaa profile, AuthorizationRequest request) {
    AuthorizationRules rules = profile.authorization(request.method());
    CompletionStage<Finding> group =
        rules
            .group()
            .map(rule -> find(rule.list().methods(), rule.subject(), rule.password(), request))
            .orElse(completedStage(new Finding.NotAsked()));
    CompletionStage<Finding> user =
        rules
            .user()
            .map(rule -> find(rule.list().methods(), rule.subject(), rule.password(), request))
            .orElse(completedStage(new Finding.NotAsked()));
    return group
        .thenCombine(user, (ofGroup, ofUser) -> verdict(rules, request, ofGroup, ofUser))
        .thenApply(verdict -> accounted(verdict, profile.accounting(request.method())));
  }

  private static AuthorizationVerdict verdict(
      AuthorizationRules rules, AuthorizationRequest request, Finding group, Finding user) {
    if (group instanceof Finding.Denied(var reason)) {
      return new Refused(reason);
    }
    if (user instanceof Finding.Denied(var reason)) {
      return new Refused(reason);
    }
    return new Granted(
        AuthorizationMerge.merge(
            request.authenticated(),
            rules.cached(),
            found(user),
            found(group),
            rules.group().map(GroupRule::override).orElse(false)));
  }

  /** A list without servers is {@code none}. */
  private AuthorizationVerdict accounted(
      AuthorizationVerdict verdict, Optional<AccountingList> list) {
    return verdict instanceof Granted(Authorization given)
        ? new Granted(
            given.withAccounting(
                list.filter(found -> !found.groups().isEmpty())
                    .map(found -> terms(found, given.interimInterval()))))
        : verdict;
  }

  private AccountingTerms terms(AccountingList list, Optional<Duration> interimInterval) {
    RadiusServer first = list.groups().getFirst().servers().getFirst();
    return new AccountingTerms(
        list.name(),
        interimInterval
            .or(configuration.accounting()::interimInterval)
            .map(AccountingTerms::permitted),
        radius.nasAddress(first));
  }

  private static Optional<Authorization> found(Finding finding) {
    return finding instanceof Finding.Found(var authorization)
        ? Optional.of(authorization)
        : Optional.empty();
  }

  private CompletionStage<Finding> find(
      List<Method> methods, Subject subject, Secret password, AuthorizationRequest request) {
    return switch (subject) {
      case Subject.Fixed(var name) -> tryMethods(methods, name, password, request);
      case Subject.Unchanged() -> tryMethods(methods, userName(request), password, request);
      case Subject.Mangled(var mangler) ->
          nameSources(request).stream()
              .filter(mangler::hasRuleFor)
              .findFirst()
              .flatMap(mangler::mangle)
              .map(name -> tryMethods(methods, name, password, request))
              .orElseGet(
                  () ->
                      denied(
                          "name-mangler %s makes no name of %s"
                              .formatted(mangler.name(), userName(request))));
    };
  }

  private static String userName(AuthorizationRequest request) {
    String userName = request.authenticated().userName();
    return userName.isEmpty() ? request.ikeIdentity() : userName;
  }

  /** The first that the name mangler has a rule for counts. */
  private static List<NameSource> nameSources(AuthorizationRequest request) {
    NameSource userName = new NameSource.UserName(request.authenticated().userName());
    return switch (request.method()) {
      case EAP -> List.of(userName);
      case ANYCONNECT_EAP ->
          Stream.of(
                  Stream.of(userName),
                  request.group().stream().map(NameSource.LoginGroup::new),
                  request.certificate().stream().map(NameSource::subjectOf))
              .<NameSource>flatMap(sources -> sources)
              .toList();
      case PSK, CERT -> NameSource.of(request.identification()).stream().toList();
    };
  }

  /**
   * The next method is asked when one is unavailable, and when {@code local} has no such policy.
   */
  private CompletionStage<Finding> tryMethods(
      List<Method> methods, String name, Secret password, AuthorizationRequest request) {
    List<Method> others = methods.subList(1, methods.size());
    return switch (methods.getFirst()) {
      case Method.Local() ->
          configuration
              .authorizationPolicy(name)
              .map(policy -> found(policy))
              .orElseGet(
                  () ->
                      others.isEmpty()
                          ? denied("there is no authorization policy " + name)
                          : tryMethods(others, name, password, request));
      case Method.Radius(var group) -> {
        if (!AccessRequests.carries(name)) {
          yield denied("RADIUS group %s cannot be asked about this name".formatted(group.name()));
        }
        yield radius
            .send(requests.authorization(name, password, request), group.servers())
            .thenCompose(
                reply ->
                    reply instanceof AccessReply.Unanswered && !others.isEmpty()
                        ? tryMethods(others, name, password, request)
                        : completedStage(finding(name, reply)));
      }
    };
  }

  private Finding finding(String name, AccessReply reply) {
    return switch (reply) {
      case AccessReply.Accept(var attributes, var _) ->
          new Finding.Found(
              IgnoredPairs.logged(
                  RadiusAuthorization.of(name, attributes, configuration.accessLists())));
      case AccessReply.Reject _ -> new Finding.Denied("RADIUS rejects " + name);
      case AccessReply.Challenge _ ->
          new Finding.Denied("RADIUS answers the authorization of " + name + " with a challenge");
      case AccessReply.Unanswered(var reason) ->
          new Finding.Denied("authorization of " + name + ": " + reason);
    };
  }

  private static CompletionStage<Finding> found(AuthorizationPolicy policy) {
    return completedStage(new Finding.Found(PolicyAuthorization.of(policy)));
  }

  private static CompletionStage<Finding> denied(String reason) {
    return completedStage(new Finding.Denied(reason));
  }
}
