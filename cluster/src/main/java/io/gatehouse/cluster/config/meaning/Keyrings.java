package io.gatehouse.cluster.config.meaning;

import static io.gatehouse.cluster.config.language.Command.IKEV2_KEYRING;
import static io.gatehouse.cluster.config.language.Command.KEYRING_PEER;
import static io.gatehouse.cluster.config.language.Command.PEER_ADDRESS;
import static io.gatehouse.cluster.config.language.Command.PEER_IDENTITY;
import static io.gatehouse.cluster.config.language.Command.PRE_SHARED_KEY;

import io.gatehouse.cluster.config.language.Problems;
import io.gatehouse.cluster.config.language.Section;
import io.gatehouse.cluster.config.language.Statement;
import io.gatehouse.cluster.config.language.Token;
import io.gatehouse.protocol.ike.policy.IdentityMatch;
import io.gatehouse.protocol.ike.policy.KeyringPeer;
import io.gatehouse.protocol.octets.Secret;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code crypto ikev2 keyring}. */
final class Keyrings {

  private Keyrings() {}

  static Catalogue<List<KeyringPeer>> read(Section section, Problems problems) {
    Catalogue<List<KeyringPeer>> keyrings = new Catalogue<>("crypto ikev2 keyring");
    for (Statement statement : section.all(IKEV2_KEYRING)) {
      List<KeyringPeer> peers =
          statement.body().all(KEYRING_PEER).stream()
              .flatMap(peer -> peer(peer, problems))
              .toList();
      if (!statement.body().has(KEYRING_PEER)) {
        problems.missing(statement, "the keyring has no peer", "'peer'");
      }
      keyrings.define(statement.required("name").text(), Optional.of(peers));
    }
    return keyrings;
  }

  /** One entry for each identity of the peer. */
  private static Stream<KeyringPeer> peer(Statement statement, Problems problems) {
    Section body = statement.body();
    Token name = statement.required("name");
    List<IdentityMatch> matches =
        Stream.concat(body.all(PEER_ADDRESS).stream(), body.all(PEER_IDENTITY).stream())
            .flatMap(identity -> IdentityMatches.of(identity, problems).stream())
            .toList();
    if (matches.isEmpty()) {
      problems.missing(
          statement, "the peer has neither address nor identity", "'address' or 'identity'");
    }
    Optional<Secret> local = key(body, "remote", problems);
    Optional<Secret> remote = key(body, "local", problems);
    boolean given = keyGiven(body, "remote") && keyGiven(body, "local");
    if (!given) {
      problems.missing(statement, "the peer has no key for both directions", "'pre-shared-key'");
    }
    return matches.stream()
        .flatMap(
            match ->
                local.stream()
                    .flatMap(
                        l -> remote.stream().map(r -> new KeyringPeer(name.text(), match, l, r))));
  }

  /**
   * @param other the direction whose key this is not: a key that names no direction is for both
   */
  private static Optional<Secret> key(Section body, String other, Problems problems) {
    return body.all(PRE_SHARED_KEY).stream()
        .filter(statement -> !statement.has(other))
        .reduce((first, second) -> second)
        .flatMap(statement -> Secrets.of(statement, problems));
  }

  private static boolean keyGiven(Section body, String other) {
    return body.all(PRE_SHARED_KEY).stream().anyMatch(statement -> !statement.has(other));
  }
}
