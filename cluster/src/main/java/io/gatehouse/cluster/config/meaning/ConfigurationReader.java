package io.gatehouse.cluster.config.meaning;

import static io.gatehouse.cluster.config.language.Command.AAA_ACCOUNTING;
import static io.gatehouse.cluster.config.language.Command.AAA_ACCOUNTING_BLOCK;
import static io.gatehouse.cluster.config.language.Command.AAA_ACCOUNTING_UPDATE;
import static io.gatehouse.cluster.config.language.Command.AAA_AUTHENTICATION;
import static io.gatehouse.cluster.config.language.Command.AAA_AUTHORIZATION;
import static io.gatehouse.cluster.config.language.Command.AAA_GROUP;
import static io.gatehouse.cluster.config.language.Command.AAA_NEW_MODEL;
import static io.gatehouse.cluster.config.language.Command.COOKIE_CHALLENGE;
import static io.gatehouse.cluster.config.language.Command.FRAGMENTATION;
import static io.gatehouse.cluster.config.language.Command.HOSTNAME;
import static io.gatehouse.cluster.config.language.Command.IKEV2_PROFILE;
import static io.gatehouse.cluster.config.language.Command.IPSEC_PROFILE_NAMED;
import static io.gatehouse.cluster.config.language.Command.LIMIT_NEGOTIATION;
import static io.gatehouse.cluster.config.language.Command.LIMIT_SA;
import static io.gatehouse.cluster.config.language.Command.RADIUS_DEADTIME;
import static io.gatehouse.cluster.config.language.Command.SET_IKEV2_PROFILE;
import static io.gatehouse.cluster.config.language.Command.USERNAME;

import io.gatehouse.cluster.config.AaaConfiguration;
import io.gatehouse.cluster.config.AccessList;
import io.gatehouse.cluster.config.Accounting;
import io.gatehouse.cluster.config.AddressPool;
import io.gatehouse.cluster.config.AuthorizationPolicy;
import io.gatehouse.cluster.config.Configuration;
import io.gatehouse.cluster.config.ConfigurationResult;
import io.gatehouse.cluster.config.IkeLimits;
import io.gatehouse.cluster.config.Ipv6AddressPool;
import io.gatehouse.cluster.config.LocalUser;
import io.gatehouse.cluster.config.ProfileAaa;
import io.gatehouse.cluster.config.RadiusServer;
import io.gatehouse.cluster.config.ServerGroup;
import io.gatehouse.cluster.config.language.Command;
import io.gatehouse.cluster.config.language.Problems;
import io.gatehouse.cluster.config.language.RunningConfiguration;
import io.gatehouse.cluster.config.language.Section;
import io.gatehouse.cluster.config.language.Statement;
import io.gatehouse.cluster.config.language.StatementReader;
import io.gatehouse.cluster.config.trustpoint.PemFiles;
import io.gatehouse.protocol.ike.policy.IkeProposal;
import io.gatehouse.protocol.ike.policy.Profile;
import io.gatehouse.protocol.ike.policy.ResponderPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads a FlexVPN configuration. */
public final class ConfigurationReader {

  /** IPv6 and UDP in front of an IKE message, in octets; IPv4 takes 20 less. */
  private static final int HEADERS = 48;

  private final Section section;
  private final Problems problems;

  private ConfigurationReader(Section section, Problems problems) {
    this.section = section;
    this.problems = problems;
  }

  /**
   * Total: every text gives a result.
   *
   * @param file the name that messages begin with
   * @param text at most 1 Mi characters
   * @param files where trustpoints find their certificates and keys
   * @param now against which certificates count as expired
   */
  public static ConfigurationResult read(String file, String text, PemFiles files, Instant now) {
    StatementReader.Reading reading = StatementReader.read(file, text);
    Problems problems = reading.problems();
    var reader = new ConfigurationReader(reading.section(), problems);
    Configuration configuration = reader.configuration(files, now);
    return problems.mistakes().isEmpty()
        ? new ConfigurationResult.Loaded(
            configuration,
            problems.notices(),
            problems.unused(),
            RunningConfiguration.of(reading.section()))
        : new ConfigurationResult.Rejected(problems.mistakes(), problems.unused());
  }

  private Configuration configuration(PemFiles files, Instant now) {
    requireNewModel();
    requireProfiles();
    Catalogue<AddressPool> pools = AddressPools.read(section, problems);
    Catalogue<Ipv6AddressPool> ipv6Pools = Ipv6AddressPools.read(section, problems);
    Catalogue<AccessList> accessLists = AccessLists.read(section, problems);
    Catalogue<RadiusServer> servers = RadiusServers.servers(section, problems);
    Catalogue<ServerGroup> groups = RadiusServers.groups(section, servers, problems);
    Definitions definitions =
        definitions(
            files,
            now,
            groups,
            new AuthorizationPolicies(pools, ipv6Pools, accessLists, problems).read(section));
    List<Profile> profiles = new Profiles(section, definitions, problems).read();
    return new Configuration(
        hostname(),
        policy(profiles),
        aaa(servers, accessLists, definitions),
        groups.byName(),
        pools.byName(),
        ipv6Pools.byName(),
        new IkeLimits(limit(COOKIE_CHALLENGE), limit(LIMIT_NEGOTIATION), limit(LIMIT_SA)));
  }

  private Definitions definitions(
      PemFiles files,
      Instant now,
      Catalogue<ServerGroup> groups,
      Catalogue<AuthorizationPolicy> authorizationPolicies) {
    Catalogue<IpsecProfile> ipsecProfiles = IpsecProfiles.read(section, problems);
    return new Definitions(
        new Trustpoints(files, now, problems).read(section),
        Keyrings.read(section, problems),
        ipsecProfiles,
        new VirtualTemplates(section, ipsecProfiles, problems),
        MethodLists.authentication(section, groups, problems),
        MethodLists.authorization(section, groups, problems),
        MethodLists.accounting(section, groups, problems),
        authorizationPolicies,
        NameManglers.read(section, problems));
  }

  private ResponderPolicy policy(List<Profile> profiles) {
    List<IkeProposal> proposals = new IkeProposals(problems).read(section);
    int mtu =
        section
            .last(FRAGMENTATION)
            .filter(statement -> statement.has("mtu"))
            .map(statement -> statement.number("octets"))
            .orElse(Defaults.FRAGMENTATION_MTU);
    return new ResponderPolicy(
        proposals, profiles, mtu - HEADERS, Defaults.HALF_OPEN, Defaults.PROMPT);
  }

  private AaaConfiguration aaa(
      Catalogue<RadiusServer> servers, Catalogue<AccessList> accessLists, Definitions definitions) {
    Map<String, ProfileAaa> profiles = new LinkedHashMap<>();
    for (Statement profile : Profiles.active(section)) {
      ProfileAaa rules = ProfileAaaRules.read(profile, definitions, problems);
      profiles.put(rules.profile(), rules);
    }
    return new AaaConfiguration(
        hostname(),
        servers.all(),
        section
            .last(RADIUS_DEADTIME)
            .map(dead -> Duration.ofMinutes(dead.number("minutes")))
            .orElse(Duration.ZERO),
        users(),
        definitions.authorizationPolicies().byName(),
        accessLists.byName(),
        profiles,
        new Accounting(definitions.accounting().byName(), interimInterval()));
  }

  private Optional<Duration> interimInterval() {
    return section
        .last(AAA_ACCOUNTING_UPDATE)
        .map(update -> Duration.ofMinutes(update.number("minutes")));
  }

  private Map<String, LocalUser> users() {
    Map<String, LocalUser> users = new LinkedHashMap<>();
    for (Statement statement : section.all(USERNAME)) {
      String name = statement.required("name").text();
      Secrets.password(statement, problems)
          .ifPresent(password -> users.put(name, new LocalUser(name, password)));
    }
    return users;
  }

  private String hostname() {
    return section
        .last(HOSTNAME)
        .map(statement -> statement.required("name").text())
        .orElse(Defaults.HOSTNAME);
  }

  private OptionalInt limit(Command command) {
    return section.last(command).stream().mapToInt(limit -> limit.number("count")).findFirst();
  }

  private void requireNewModel() {
    Set<Command> commands =
        Set.of(
            AAA_GROUP,
            AAA_AUTHENTICATION,
            AAA_AUTHORIZATION,
            AAA_ACCOUNTING,
            AAA_ACCOUNTING_BLOCK,
            AAA_ACCOUNTING_UPDATE);
    if (!section.has(AAA_NEW_MODEL)) {
      section.statements().stream()
          .filter(s -> s.definition() instanceof Command c && commands.contains(c))
          .findFirst()
          .ifPresent(
              statement ->
                  problems.mistake(
                      statement.line().tokens().getFirst(),
                      "method lists need the new model",
                      "'aaa new-model' as well"));
    }
  }

  /** Profiles that are named elsewhere; one that is shut down may be named. */
  private void requireProfiles() {
    Catalogue<Statement> profiles = new Catalogue<>("crypto ikev2 profile");
    for (Statement profile : section.all(IKEV2_PROFILE)) {
      profiles.define(profile.required("name").text(), Optional.of(profile));
    }
    for (Statement ipsec : section.all(IPSEC_PROFILE_NAMED)) {
      ipsec
          .body()
          .last(SET_IKEV2_PROFILE)
          .ifPresent(set -> profiles.resolve(set.required("profile"), problems));
    }
  }
}
