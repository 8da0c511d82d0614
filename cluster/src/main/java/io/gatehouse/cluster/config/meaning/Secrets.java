package io.gatehouse.cluster.config.meaning;

import io.gatehouse.cluster.config.language.Problems;
import io.gatehouse.cluster.config.language.Statement;
import io.gatehouse.cluster.config.language.Token;
import io.gatehouse.protocol.octets.Secret;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Keys and passwords. What IOS has encrypted or hashed can only be read by IOS. */
final class Secrets {

  private static final List<String> ENCRYPTIONS = List.of("5", "6", "7", "8", "9");

  private Secrets() {}

  static Optional<Secret> of(Statement statement, Problems problems) {
    if (statement.argument("encrypted").isPresent()) {
      Token encryption =
          ENCRYPTIONS.stream()
              .flatMap(digit -> statement.keyword(digit).stream())
              .findFirst()
              .orElse(statement.subject());
      String expected = "0 and the secret in the clear";
      problems.mistake(encryption, "a secret encrypted by IOS cannot be read", expected);
      return Optional.empty();
    }
    Optional<Secret> hex =
        statement
            .argument("hex")
            .map(digits -> Secret.owned(HexFormat.of().parseHex(digits.text())));
    return hex.or(() -> statement.argument("secret").map(text -> Secret.utf8(text.text())));
  }
}
