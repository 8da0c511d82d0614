package io.gatehouse.cluster.config.meaning;

import static io.gatehouse.cluster.config.language.Command.IPSEC_PROFILE_NAMED;
import static io.gatehouse.cluster.config.language.Command.SECURITY_ASSOCIATION_LIFETIME;
import static io.gatehouse.cluster.config.language.Command.SECURITY_ASSOCIATION_VOLUME;
import static io.gatehouse.cluster.config.language.Command.SET_IKEV2_PROFILE;
import static io.gatehouse.cluster.config.language.Command.SET_LIFETIME;
import static io.gatehouse.cluster.config.language.Command.SET_PFS;
import static io.gatehouse.cluster.config.language.Command.SET_TRANSFORM_SET;
import static io.gatehouse.cluster.config.language.Command.SET_VOLUME;
import static io.gatehouse.cluster.config.language.Command.TRANSFORM;

import io.gatehouse.cluster.config.language.Problems;
import io.gatehouse.cluster.config.language.Section;
import io.gatehouse.cluster.config.language.Statement;
import io.gatehouse.cluster.config.language.Token;
import io.gatehouse.protocol.ike.crypto.Encryption;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.policy.EncryptionChoice;
import io.gatehouse.protocol.ike.policy.EspProposal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code crypto ipsec transform-set} and {@code crypto ipsec profile}. */
final class IpsecProfiles {

  private static final int CHACHA20_KEY_LENGTH = 256;
  private static final int AES_KEY_LENGTH = 128;
  private static final int KILOBYTE = 1024;

  private IpsecProfiles() {}

  static Catalogue<IpsecProfile> read(Section section, Problems problems) {
    Catalogue<List<EspProposal>> sets = transformSets(section);
    List<EspProposal> proposals = sets.find(Defaults.NAME).orElse(Defaults.ESP_PROPOSALS);
    IpsecProfile standard =
        new IpsecProfile(
            Defaults.NAME,
            proposals,
            section
                .last(SECURITY_ASSOCIATION_LIFETIME)
                .map(IpsecProfiles::time)
                .orElse(Defaults.CHILD_LIFETIME),
            section
                .last(SECURITY_ASSOCIATION_VOLUME)
                .map(IpsecProfiles::octets)
                .orElse(OptionalLong.of(Defaults.CHILD_KILOBYTES * KILOBYTE)),
            Optional.empty());
    Catalogue<IpsecProfile> profiles = new Catalogue<>("crypto ipsec profile");
    profiles.define(Defaults.NAME, Optional.of(standard));
    for (Statement statement : section.all(IPSEC_PROFILE_NAMED)) {
      IpsecProfile profile = profile(statement, sets, standard, problems);
      profiles.define(profile.name(), Optional.of(profile));
    }
    return profiles;
  }

  private static IpsecProfile profile(
      Statement statement,
      Catalogue<List<EspProposal>> sets,
      IpsecProfile standard,
      Problems problems) {
    Section body = statement.body();
    List<EspProposal> proposals = new ArrayList<>();
    for (Token name : names(body)) {
      sets.resolve(name, problems).ifPresent(proposals::addAll);
    }
    if (!body.has(SET_TRANSFORM_SET)) {
      proposals.addAll(standard.proposals());
    }
    List<KeyExchangeMethod> groups =
        body.last(SET_PFS)
            .map(pfs -> List.of(Algorithms.group(pfs.required("group"))))
            .orElse(List.of());
    return new IpsecProfile(
        statement.required("name").text(),
        proposals.stream().map(proposal -> withGroups(proposal, groups)).toList(),
        body.last(SET_LIFETIME).map(IpsecProfiles::time).orElse(standard.lifetime()),
        body.last(SET_VOLUME).map(IpsecProfiles::octets).orElse(standard.octets()),
        body.last(SET_IKEV2_PROFILE).map(s -> s.required("profile").text()));
  }

  private static Duration time(Statement lifetime) {
    return Duration.ofSeconds(lifetime.number("seconds"));
  }

  private static OptionalLong octets(Statement lifetime) {
    return lifetime
        .argument("kilobytes")
        .map(kilobytes -> OptionalLong.of(Long.parseLong(kilobytes.text()) * KILOBYTE))
        .orElseGet(OptionalLong::empty);
  }

  private static List<Token> names(Section body) {
    return body.last(SET_TRANSFORM_SET).map(s -> s.arguments("transform-set")).orElse(List.of());
  }

  private static EspProposal withGroups(EspProposal proposal, List<KeyExchangeMethod> groups) {
    return new EspProposal(proposal.name(), proposal.encryption(), proposal.integrity(), groups);
  }

  private static Catalogue<List<EspProposal>> transformSets(Section section) {
    Catalogue<List<EspProposal>> sets = new Catalogue<>("crypto ipsec transform-set");
    sets.define(Defaults.NAME, Optional.of(Defaults.ESP_PROPOSALS));
    for (Statement statement : section.all(TRANSFORM)) {
      sets.define(statement.required("name").text(), Optional.of(List.of(transformSet(statement))));
    }
    return sets;
  }

  private static EspProposal transformSet(Statement statement) {
    return new EspProposal(
        statement.required("name").text(),
        List.of(encryption(statement)),
        statement.argument("hmac").map(Algorithms::integrity).stream().toList(),
        List.of());
  }

  private static EncryptionChoice encryption(Statement statement) {
    if (statement.has("esp-chacha20-poly1305")) {
      return new EncryptionChoice(Encryption.ENCR_CHACHA20_POLY1305, CHACHA20_KEY_LENGTH);
    }
    int bits = statement.argument("bits").isPresent() ? statement.number("bits") : AES_KEY_LENGTH;
    return new EncryptionChoice(
        statement.has("esp-gcm") ? Encryption.ENCR_AES_GCM_16 : Encryption.ENCR_AES_CBC, bits);
  }
}
