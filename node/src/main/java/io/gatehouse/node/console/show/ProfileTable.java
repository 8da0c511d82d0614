package io.gatehouse.node.console.show;

import static io.gatehouse.cluster.config.language.Command.AUTHENTICATION_LOCAL;
import static io.gatehouse.cluster.config.language.Command.AUTHENTICATION_REMOTE;
import static io.gatehouse.cluster.config.language.Command.IDENTITY_LOCAL;
import static io.gatehouse.cluster.config.language.Command.IKEV2_DPD;
import static io.gatehouse.cluster.config.language.Command.IKEV2_PROFILE;
import static io.gatehouse.cluster.config.language.Command.MATCH_IDENTITY;
import static io.gatehouse.cluster.config.language.Command.PROFILE_ACCOUNTING;
import static io.gatehouse.cluster.config.language.Command.PROFILE_AUTHENTICATION;
import static io.gatehouse.cluster.config.language.Command.PROFILE_DPD;
import static io.gatehouse.cluster.config.language.Command.PROFILE_GROUP;
import static io.gatehouse.cluster.config.language.Command.PROFILE_KEYRING;
import static io.gatehouse.cluster.config.language.Command.PROFILE_LIFETIME;
import static io.gatehouse.cluster.config.language.Command.PROFILE_SHUTDOWN;
import static io.gatehouse.cluster.config.language.Command.PROFILE_TRUSTPOINT;
import static io.gatehouse.cluster.config.language.Command.PROFILE_USER;
import static io.gatehouse.cluster.config.language.Command.PROFILE_USER_CACHED;
import static io.gatehouse.cluster.config.language.Command.PROFILE_VIRTUAL_TEMPLATE;

import io.gatehouse.cluster.config.language.Command;
import io.gatehouse.cluster.config.language.Section;
import io.gatehouse.cluster.config.language.Statement;
import io.gatehouse.cluster.config.language.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code show crypto ikev2 profile}, in the layout of IOS. */
public final class ProfileTable {

  private static final String NONE = "none";
  private static final String DEFAULT_LIFETIME = "86400";

  private final Section configuration;

  private ProfileTable(Section configuration) {
    this.configuration = configuration;
  }

  /**
   * Lines that each end with {@code \n}.
   *
   * @param name of the only profile that is shown; all when empty
   */
  public static String show(Section configuration, Optional<String> name) {
    ProfileTable table = new ProfileTable(configuration);
    return configuration.all(IKEV2_PROFILE).stream()
        .filter(profile -> name.isEmpty() || profile.required("name").text().equals(name.get()))
        .map(table::profile)
        .collect(Collectors.joining("\n"));
  }

  private String profile(Statement statement) {
    Section profile = statement.body();
    List<String> lines = new ArrayList<>();
    lines.add("IKEv2 profile: " + statement.required("name").text());
    lines.add(" Shutdown : " + (profile.has(PROFILE_SHUTDOWN) ? "Yes" : "No"));
    lines.add(" Match criteria: ");
    lines.add("  Fvrf: global");
    lines.add("  Local address/interface: none");
    lines.add("  Identities: ");
    profile.all(MATCH_IDENTITY).forEach(match -> lines.add("   " + behind(match, 3)));
    lines.add("  Certificate maps: none");
    lines.add(" Local identity: " + last(profile, IDENTITY_LOCAL, 2));
    lines.add(" Remote identity: none");
    lines.add(" Local authentication method: " + last(profile, AUTHENTICATION_LOCAL, 2));
    lines.add(" Remote authentication method(s): " + remote(profile));
    lines.add(" EAP options: " + eapOptions(profile));
    lines.add(" Keyring: " + last(profile, PROFILE_KEYRING, 2));
    trustpoints(profile, lines);
    lines.add(" Lifetime: " + lifetime(profile) + " seconds");
    lines.add(" DPD: " + deadPeerDetection(profile));
    lines.add(" NAT-keepalive: disabled");
    lines.add(" Ivrf: none");
    lines.add(" Virtual-template: " + virtualTemplate(profile));
    lines.add(" mode auto: " + (modeAuto(profile) ? "enabled" : NONE));
    accessControl(profile, lines);
    return String.join("\n", lines) + "\n";
  }

  private static String last(Section profile, Command command, int skip) {
    return profile.last(command).map(one -> behind(one, skip)).orElse(NONE);
  }

  private static String remote(Section profile) {
    return orNone(
        profile.all(AUTHENTICATION_REMOTE).stream()
            .map(one -> one.texts().skip(2).findFirst().orElse(NONE)));
  }

  private static String eapOptions(Section profile) {
    return orNone(
        profile.all(AUTHENTICATION_REMOTE).stream()
            .filter(one -> one.has("eap"))
            .map(one -> behind(one, 3))
            .filter(options -> !options.isEmpty()));
  }

  private static void trustpoints(Section profile, List<String> lines) {
    List<Statement> all = profile.all(PROFILE_TRUSTPOINT);
    lines.add(all.isEmpty() ? " Trustpoint(s): none" : " Trustpoint(s): ");
    all.forEach(one -> lines.add("  " + behind(one, 2)));
  }

  private static String lifetime(Section profile) {
    return profile
        .last(PROFILE_LIFETIME)
        .map(one -> one.required("seconds").text())
        .orElse(DEFAULT_LIFETIME);
  }

  private String deadPeerDetection(Section profile) {
    return profile
        .last(PROFILE_DPD)
        .or(() -> configuration.last(IKEV2_DPD))
        .map(
            one ->
                "interval %s, retry-interval %s, %s"
                    .formatted(
                        one.required("interval").text(),
                        one.required("retry").text(),
                        one.subject().text()))
        .orElse("disabled");
  }

  private static String virtualTemplate(Section profile) {
    return profile
        .last(PROFILE_VIRTUAL_TEMPLATE)
        .map(one -> one.required("number").text())
        .orElse(NONE);
  }

  private static boolean modeAuto(Section profile) {
    return profile.last(PROFILE_VIRTUAL_TEMPLATE).filter(one -> one.has("auto")).isPresent();
  }

  private static void accessControl(Section profile, List<String> lines) {
    lines.add(" AAA AnyConnect EAP authentication mlist: " + list(profile, "anyconnect-eap"));
    lines.add(" AAA EAP authentication mlist: " + list(profile, "eap"));
    lines.add(" AAA authentication mlist: none");
    lines.add(
        " AAA Accounting: "
            + orNone(profile.all(PROFILE_ACCOUNTING).stream().map(ProfileTable::listName)));
    lines.add(" AAA group authorization: " + orNone(rules(profile, PROFILE_GROUP)));
    lines.add(
        " AAA user authorization: "
            + orNone(
                Stream.concat(
                    profile.all(PROFILE_USER_CACHED).stream().map(_ -> "cached"),
                    rules(profile, PROFILE_USER))));
  }

  private static String list(Section profile, String kind) {
    return orNone(
        profile.all(PROFILE_AUTHENTICATION).stream()
            .filter(one -> one.has(kind))
            .map(ProfileTable::listName));
  }

  private static String listName(Statement statement) {
    return statement.required("list").text();
  }

  /** The list, and what it is asked for. A password is not shown. */
  private static Stream<String> rules(Section profile, Command command) {
    return profile.all(command).stream()
        .map(
            one ->
                listName(one)
                    + one.argument("mangler").map(m -> " name-mangler " + m.text()).orElse("")
                    + one.argument("subject").map(Token::text).map(s -> " " + s).orElse(""));
  }

  /** Not for commands that have a secret in them. */
  private static String behind(Statement statement, int words) {
    return statement.texts().skip(words).collect(Collectors.joining(" "));
  }

  private static String orNone(Stream<String> texts) {
    String all = texts.collect(Collectors.joining(", "));
    return all.isEmpty() ? NONE : all;
  }
}
