package io.gatehouse.cluster.aaa;

import io.gatehouse.cluster.config.LocalUser;
import io.gatehouse.cluster.config.LocalUser.Password;
import io.gatehouse.protocol.octets.Secret;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** The method {@code local}: the user list of the configuration. */
final class LocalUsers {

  private static final Password NOBODYS =
      new Password.Clear(Secret.utf8("compared so that no name stands out by time"));

  private final Map<String, LocalUser> users;
  private final Executor hashing;
  private final Password nobodys;

  /**
   * @param hashing where the hash of a password is computed, which takes tens of milliseconds
   */
  LocalUsers(Map<String, LocalUser> users, Executor hashing) {
    this.users = users;
    this.hashing = hashing;
    this.nobodys =
        users.values().stream()
            .map(LocalUser::password)
            .filter(Password.Hashed.class::isInstance)
            .findFirst()
            .orElse(NOBODYS);
  }

  enum Answer {
    ACCEPTED,
    WRONG_PASSWORD,
    UNKNOWN_USER
  }

  /**
   * @throws java.util.concurrent.RejectedExecutionException when too many wait for their hash
   */
  CompletionStage<Answer> check(String userName, Secret password) {
    LocalUser user = users.get(userName);
    CompletionStage<Boolean> equal = matches(user == null ? nobodys : user.password(), password);
    return equal.thenApply(
        matches -> {
          if (user == null) {
            return Answer.UNKNOWN_USER;
          }
          return matches ? Answer.ACCEPTED : Answer.WRONG_PASSWORD;
        });
  }

  private CompletionStage<Boolean> matches(Password expected, Secret password) {
    return switch (expected) {
      case Password.Clear(Secret secret) ->
          CompletableFuture.completedFuture(secret.equals(password));
      case Password.Hashed(var hash) ->
          CompletableFuture.supplyAsync(() -> hash.matches(password), hashing);
    };
  }
}
