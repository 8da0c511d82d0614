package io.gatehouse.cluster.config.meaning;

import static io.gatehouse.cluster.config.language.Command.AAA_ATTEMPTS;
import static io.gatehouse.cluster.config.language.Command.AUTHENTICATION_LOCAL;
import static io.gatehouse.cluster.config.language.Command.AUTHENTICATION_REMOTE;
import static io.gatehouse.cluster.config.language.Command.DEBUG_ANYCONNECT;
import static io.gatehouse.cluster.config.language.Command.IDENTITY_LOCAL;
import static io.gatehouse.cluster.config.language.Command.IKEV2_DPD;
import static io.gatehouse.cluster.config.language.Command.IKEV2_PROFILE;
import static io.gatehouse.cluster.config.language.Command.MATCH_IDENTITY;
import static io.gatehouse.cluster.config.language.Command.PROFILE_DPD;
import static io.gatehouse.cluster.config.language.Command.PROFILE_KEYRING;
import static io.gatehouse.cluster.config.language.Command.PROFILE_LIFETIME;
import static io.gatehouse.cluster.config.language.Command.PROFILE_SHUTDOWN;
import static io.gatehouse.cluster.config.language.Command.PROFILE_TRUSTPOINT;
import static io.gatehouse.cluster.config.language.Command.PROFILE_VIRTUAL_TEMPLATE;

import io.gatehouse.cluster.config.language.Command;
import io.gatehouse.cluster.config.language.Problems;
import io.gatehouse.cluster.config.language.Section;
import io.gatehouse.cluster.config.language.Statement;
import io.gatehouse.cluster.config.language.Token;
import io.gatehouse.protocol.ike.policy.DeadPeerDetection;
import io.gatehouse.protocol.ike.policy.IdentityMatch;
import io.gatehouse.protocol.ike.policy.KeyringPeer;
import io.gatehouse.protocol.ike.policy.LocalAuthentication;
import io.gatehouse.protocol.ike.policy.Profile;
import io.gatehouse.protocol.ike.policy.RemoteAuthentication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code crypto ikev2 profile}, without its {@code aaa} commands. */
final class Profiles {

  private final Section global;
  private final Definitions definitions;
  private final Problems problems;
  private final Map<IdentityMatch, String> matched = new HashMap<>();

  Profiles(Section global, Definitions definitions, Problems problems) {
    this.global = global;
    this.definitions = definitions;
    this.problems = problems;
  }

  /** The profiles that are not shut down, in order. */
  static List<Statement> active(Section global) {
    return global.all(IKEV2_PROFILE).stream()
        .filter(profile -> !profile.body().has(PROFILE_SHUTDOWN))
        .toList();
  }

  List<Profile> read() {
    List<Profile> profiles = new ArrayList<>();
    active(global).forEach(statement -> profile(statement).ifPresent(profiles::add));
    global.all(IKEV2_PROFILE).stream()
        .flatMap(statement -> statement.body().last(PROFILE_SHUTDOWN).stream())
        .forEach(shutdown -> problems.notice(shutdown.subject(), "this profile is not used"));
    return profiles;
  }

  private Optional<Profile> profile(Statement statement) {
    Section body = statement.body();
    complete(statement, MATCH_IDENTITY, "'match identity remote'");
    complete(statement, AUTHENTICATION_LOCAL, "'authentication local'");
    complete(statement, AUTHENTICATION_REMOTE, "'authentication remote'");
    body.all(PROFILE_TRUSTPOINT)
        .forEach(t -> definitions.trustpoints().resolve(t.required("trustpoint"), problems));
    var authentication =
        new ProfileAuthentication(
            body, definitions.trustpoints(), attempts(), global.has(DEBUG_ANYCONNECT), problems);
    Optional<LocalAuthentication> local = authentication.local();
    List<RemoteAuthentication> remote = authentication.remote();
    List<IdentityMatch> matches = matches(statement);
    IpsecProfile ipsec = ipsecProfile(statement);
    List<KeyringPeer> keyring = keyring(statement);
    return local.map(
        own ->
            new Profile(
                statement.required("name").text(),
                matches,
                body.last(IDENTITY_LOCAL).flatMap(LocalIdentities::of),
                own,
                remote,
                keyring,
                ipsec.proposals(),
                lifetime(body),
                ipsec.lifetime(),
                ipsec.octets(),
                deadPeerDetection(body)));
  }

  private int attempts() {
    return global
        .last(AAA_ATTEMPTS)
        .map(attempts -> Math.toIntExact(attempts.number("count")))
        .orElse(RemoteAuthentication.AnyConnectEap.DEFAULT_ATTEMPTS);
  }

  private void complete(Statement statement, Command command, String expected) {
    if (!statement.body().has(command)) {
      problems.missing(statement, "the profile is incomplete", expected);
    }
  }

  private List<IdentityMatch> matches(Statement profile) {
    List<IdentityMatch> matches = new ArrayList<>();
    for (Statement statement : profile.body().all(MATCH_IDENTITY)) {
      Optional<IdentityMatch> match = IdentityMatches.of(statement, problems);
      match.ifPresent(matches::add);
      match
          .flatMap(same -> Optional.ofNullable(matched.putIfAbsent(same, name(profile))))
          .ifPresent(
              other ->
                  problems.notice(
                      statement.subject(), "profile '" + other + "' matches it before"));
    }
    return matches;
  }

  private List<KeyringPeer> keyring(Statement profile) {
    Optional<Statement> keyring = profile.body().last(PROFILE_KEYRING);
    if (keyring.isEmpty()) {
      preShared(profile)
          .ifPresent(
              keyword ->
                  problems.mistake(keyword, "there is no keyring for the key", "'keyring local'"));
    }
    return keyring
        .flatMap(k -> definitions.keyrings().resolve(k.required("keyring"), problems))
        .orElse(List.of());
  }

  private static Optional<Token> preShared(Statement profile) {
    return profile.body().statements().stream()
        .filter(
            s -> s.definition() == AUTHENTICATION_LOCAL || s.definition() == AUTHENTICATION_REMOTE)
        .flatMap(statement -> statement.keyword("pre-share").stream())
        .findFirst();
  }

  /** By the virtual template; without one, by the IPsec profile that names this profile. */
  private IpsecProfile ipsecProfile(Statement profile) {
    Optional<IpsecProfile> byTemplate =
        profile
            .body()
            .last(PROFILE_VIRTUAL_TEMPLATE)
            .flatMap(
                t -> definitions.virtualTemplates().protection(t.required("number"), problems));
    return byTemplate
        .or(() -> byName(name(profile)))
        .or(() -> definitions.ipsecProfiles().find(Defaults.NAME))
        .orElseThrow();
  }

  private Optional<IpsecProfile> byName(String profile) {
    return definitions.ipsecProfiles().all().stream()
        .filter(ipsec -> ipsec.ikev2Profile().filter(profile::equals).isPresent())
        .findFirst();
  }

  private static Duration lifetime(Section body) {
    return body.last(PROFILE_LIFETIME)
        .map(lifetime -> Duration.ofSeconds(lifetime.number("seconds")))
        .orElse(Defaults.IKE_LIFETIME);
  }

  private Optional<DeadPeerDetection> deadPeerDetection(Section body) {
    return body.last(PROFILE_DPD)
        .or(() -> global.last(IKEV2_DPD))
        .map(
            dpd ->
                new DeadPeerDetection(
                    Duration.ofSeconds(dpd.number("interval")),
                    Duration.ofSeconds(dpd.number("retry")),
                    Defaults.DPD_RETRIES));
  }

  private static String name(Statement profile) {
    return profile.required("name").text();
  }
}
