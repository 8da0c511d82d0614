package io.gatehouse.cluster.aaa;

import static java.util.concurrent.CompletableFuture.completedStage;

import io.gatehouse.cluster.aaa.AccessRequest.Credential;
import io.gatehouse.cluster.config.AaaConfiguration;
import io.gatehouse.cluster.config.MethodList;
import io.gatehouse.cluster.config.MethodList.Method;
import io.gatehouse.cluster.config.ProfileAaa;
import io.gatehouse.cluster.config.RadiusServer;
import io.gatehouse.protocol.ike.exchange.AaaConversation;
import io.gatehouse.protocol.ike.exchange.AuthenticationRequest;
import io.gatehouse.protocol.ike.exchange.AuthenticationRequest.Claim;
import io.gatehouse.protocol.ike.exchange.AuthenticationVerdict;
import io.gatehouse.protocol.ike.exchange.AuthenticationVerdict.Accepted;
import io.gatehouse.protocol.ike.exchange.AuthenticationVerdict.Challenged;
import io.gatehouse.protocol.ike.exchange.AuthenticationVerdict.NewPasswordWanted;
import io.gatehouse.protocol.ike.exchange.AuthenticationVerdict.Rejected;
import io.gatehouse.protocol.ike.exchange.AuthenticationVerdict.Unavailable;
import io.gatehouse.protocol.ike.policy.Authorization;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Answers authentication requests with the methods of the profile's list. The next method is asked
 * when one is unavailable, and when {@code local} does not know the user; a rejection is final.
 */
final class Authenticator {

  private static final Rejected REJECTED = new Rejected(Optional.empty(), Optional.empty());

  private final AaaConfiguration configuration;
  private final RadiusClient radius;
  private final AccessRequests requests;
  private final LocalUsers localUsers;

  /**
   * @param hashing where the hashes of local users' passwords are computed
   */
  Authenticator(AaaConfiguration configuration, RadiusClient radius, Executor hashing) {
    this.configuration = configuration;
    this.radius = radius;
    this.requests = new AccessRequests(configuration.nasIdentifier());
    this.localUsers = new LocalUsers(configuration.users(), hashing);
  }

  CompletionStage<AuthenticationVerdict> authenticate(AuthenticationRequest request) {
    Optional<MethodList> list =
        configuration.profile(request.profile()).flatMap(profile -> list(profile, request.claim()));
    if (list.isEmpty()) {
      return completedStage(
          new Unavailable(
              "profile %s has no method list for %s"
                  .formatted(request.profile(), kind(request.claim()))));
    }
    return request
        .conversation()
        .map(conversation -> goOn(list.get(), conversation, request))
        .orElseGet(() -> tryMethods(list.get().methods(), request));
  }

  private static Optional<MethodList> list(ProfileAaa profile, Claim claim) {
    return switch (claim) {
      case Claim.Password _ -> profile.anyConnectEapAuthentication();
      case Claim.EapResponse _ -> profile.eapAuthentication();
    };
  }

  private static String kind(Claim claim) {
    return switch (claim) {
      case Claim.Password _ -> "anyconnect-eap";
      case Claim.EapResponse _ -> "eap";
    };
  }

  /** State belongs to one server, so nobody else can be asked. */
  private CompletionStage<AuthenticationVerdict> goOn(
      MethodList list, AaaConversation conversation, AuthenticationRequest request) {
    return list.methods().stream()
        .flatMap(method -> servers(method).stream())
        .filter(server -> server.name().equals(conversation.server()))
        .findFirst()
        .map(server -> askRadius(List.of(server), request))
        .orElseGet(
            () ->
                completedStage(
                    new Unavailable(
                        "RADIUS server %s, which the conversation is with, is not in list %s"
                            .formatted(conversation.server(), list.name()))));
  }

  private static List<RadiusServer> servers(Method method) {
    return switch (method) {
      case Method.Radius(var group) -> group.servers();
      case Method.Local() -> List.of();
    };
  }

  private CompletionStage<AuthenticationVerdict> tryMethods(
      List<Method> methods, AuthenticationRequest request) {
    List<Method> others = methods.subList(1, methods.size());
    return switch (methods.getFirst()) {
      case Method.Radius(var group) ->
          askRadius(group.servers(), request)
              .thenCompose(
                  verdict ->
                      verdict instanceof Unavailable && !others.isEmpty()
                          ? tryMethods(others, request)
                          : completedStage(verdict));
      case Method.Local() ->
          askLocal(request.claim(), !others.isEmpty())
              .thenCompose(
                  verdict ->
                      verdict
                          .<CompletionStage<AuthenticationVerdict>>map(own -> completedStage(own))
                          .orElseGet(() -> tryMethods(others, request)));
    };
  }

  /** Empty when another method is to be asked. */
  private CompletionStage<Optional<AuthenticationVerdict>> askLocal(
      Claim claim, boolean hasOthers) {
    return switch (claim) {
      case Claim.Password(var userName, var password) ->
          localUsers
              .check(userName, password)
              .thenApply(answer -> localVerdict(userName, answer, hasOthers));
      case Claim.EapResponse _ ->
          completedStage(
              hasOthers
                  ? Optional.empty()
                  : Optional.of(
                      new Unavailable("method local cannot authenticate EAP, which needs RADIUS")));
    };
  }

  private static Optional<AuthenticationVerdict> localVerdict(
      String userName, LocalUsers.Answer answer, boolean hasOthers) {
    return switch (answer) {
      case ACCEPTED ->
          Optional.of(new Accepted(Authorization.of(userName), Optional.empty(), Optional.empty()));
      case WRONG_PASSWORD -> Optional.of(REJECTED);
      case UNKNOWN_USER -> hasOthers ? Optional.empty() : Optional.of(REJECTED);
    };
  }

  private CompletionStage<AuthenticationVerdict> askRadius(
      List<RadiusServer> servers, AuthenticationRequest request) {
    String userName =
        switch (request.claim()) {
          case Claim.Password(var name, var _) -> name;
          case Claim.EapResponse(var identity, var _) -> identity;
        };
    Optional<Credential> credential = credential(request.claim());
    if (credential.isEmpty() || !AccessRequests.carries(userName)) {
      return completedStage(REJECTED);
    }
    return radius
        .send(requests.authentication(userName, credential.get(), request), servers)
        .thenApply(reply -> verdict(userName, reply));
  }

  /** Empty for a password that RADIUS cannot carry, and which therefore cannot be right. */
  private static Optional<Credential> credential(Claim claim) {
    return switch (claim) {
      case Claim.Password(var _, Secret password) ->
          Credential.Password.fits(password)
              ? Optional.of(new Credential.Password(password))
              : Optional.empty();
      case Claim.EapResponse(var _, Octets packet) -> Optional.of(new Credential.Eap(packet));
    };
  }

  private AuthenticationVerdict verdict(String userName, AccessReply reply) {
    return switch (reply) {
      case AccessReply.Accept(var attributes, var masterSessionKey) ->
          new Accepted(
              IgnoredPairs.logged(
                  RadiusAuthorization.of(userName, attributes, configuration.accessLists())),
              masterSessionKey,
              attributes.joined(AttributeType.EAP_MESSAGE));
      case AccessReply.Challenge(var server, var attributes) ->
          challenged(
              attributes,
              new AaaConversation(
                  server, attributes.first(AttributeType.STATE).orElse(Octets.empty())));
      case AccessReply.Reject(var attributes) ->
          new Rejected(
              message(attributes)
                  .or(
                      () ->
                          PasswordExpiry.isIn(attributes)
                              ? Optional.of("The password has expired.")
                              : Optional.empty()),
              attributes.joined(AttributeType.EAP_MESSAGE));
      case AccessReply.Unanswered(var reason) -> new Unavailable(reason);
    };
  }

  /** An EAP method asks for a new password by itself. */
  private static AuthenticationVerdict challenged(
      RadiusAttributes attributes, AaaConversation conversation) {
    Optional<Octets> eapMessage = attributes.joined(AttributeType.EAP_MESSAGE);
    return eapMessage.isEmpty() && PasswordExpiry.isIn(attributes)
        ? new NewPasswordWanted(message(attributes), conversation)
        : new Challenged(message(attributes), eapMessage, conversation);
  }

  private static Optional<String> message(RadiusAttributes attributes) {
    return attributes.joined(AttributeType.REPLY_MESSAGE).map(Octets::utf8);
  }
}
