package io.gatehouse.cluster.config.meaning;

import io.gatehouse.cluster.config.LocalUser.Password;
import io.gatehouse.cluster.config.language.Problems;
import io.gatehouse.cluster.config.language.RunningConfiguration;
import io.gatehouse.cluster.config.language.Statement;
import io.gatehouse.cluster.config.language.Token;
import io.gatehouse.cluster.config.password.HashType;
import io.gatehouse.cluster.config.password.PasswordHash;
import io.gatehouse.cluster.config.password.Type7;
import io.gatehouse.protocol.octets.Secret;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Keys and passwords, of the types that the digit in front of them says. */
final class Secrets {

  private static final List<String> TYPES = List.of("4", "5", "6", "7", "8", "9");
  private static final String CLEAR = "0 and the secret in the clear";

  private Secrets() {}

  /** A secret that has to be known itself. */
  static Optional<Secret> of(Statement statement, Problems problems) {
    if (removed(statement, problems)) {
      return Optional.empty();
    }
    Optional<Token> encrypted = statement.argument("encrypted");
    if (encrypted.isPresent()) {
      return encrypted(type(statement), encrypted.get(), problems);
    }
    Optional<Secret> hex =
        statement
            .argument("hex")
            .map(digits -> Secret.owned(HexFormat.of().parseHex(digits.text())));
    return hex.or(() -> statement.argument("secret").map(text -> Secret.utf8(text.text())));
  }

  /** A password that is only compared, so that its hash is enough. */
  static Optional<Password> password(Statement statement, Problems problems) {
    if (removed(statement, problems)) {
      return Optional.empty();
    }
    Optional<Token> encrypted = statement.argument("encrypted");
    Optional<HashType> hash =
        encrypted.flatMap(_ -> HashType.of(Integer.parseInt(type(statement).text())));
    return hash.isPresent()
        ? hash(hash.get(), encrypted.orElseThrow(), problems).map(Password.Hashed::new)
        : of(statement, problems).map(Password.Clear::new);
  }

  /** Whether there is none, because the configuration was printed. */
  private static boolean removed(Statement statement, Problems problems) {
    Optional<Token> removed =
        statement
            .argument("secret")
            .or(() -> statement.argument("encrypted"))
            .filter(text -> text.is(RunningConfiguration.REMOVED));
    removed.ifPresent(
        text ->
            problems.mistake(
                text, "the secret was removed when the configuration was printed", CLEAR));
    return removed.isPresent();
  }

  private static Optional<PasswordHash> hash(HashType type, Token text, Problems problems) {
    Optional<PasswordHash> hash = PasswordHash.of(type, text.text());
    if (hash.isEmpty()) {
      String what = "this is no hash of type " + type.number();
      problems.mistake(text, what, "what 'show running-config' prints, or " + CLEAR);
    }
    return hash;
  }

  private static Optional<Secret> encrypted(Token type, Token text, Problems problems) {
    switch (type.text()) {
      case "7" -> {
        Optional<Secret> secret = Type7.reveal(text.text());
        if (secret.isEmpty()) {
          problems.mistake(text, "this is no secret of type 7", CLEAR);
        }
        return secret;
      }
      case "6" ->
          problems.mistake(
              type, "a secret of type 6 can only be read with the router's master key", CLEAR);
      default ->
          problems.mistake(
              type, "the secret cannot be had from a hash of type " + type.text(), CLEAR);
    }
    return Optional.empty();
  }

  private static Token type(Statement statement) {
    return TYPES.stream()
        .flatMap(digit -> statement.keyword(digit).stream())
        .findFirst()
        .orElse(statement.subject());
  }
}
