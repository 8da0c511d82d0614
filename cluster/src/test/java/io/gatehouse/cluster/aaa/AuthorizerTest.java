package io.gatehouse.cluster.aaa;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.aaa.AccessReply.Accept;
import io.gatehouse.cluster.aaa.AccessReply.Reject;
import io.gatehouse.cluster.aaa.AccessReply.Unanswered;
import io.gatehouse.cluster.aaa.AccessRequest.Credential;
import io.gatehouse.cluster.config.AaaConfiguration;
import io.gatehouse.cluster.config.AuthorizationPolicy;
import io.gatehouse.cluster.config.AuthorizationRules;
import io.gatehouse.cluster.config.AuthorizationRules.GroupRule;
import io.gatehouse.cluster.config.AuthorizationRules.Subject;
import io.gatehouse.cluster.config.AuthorizationRules.UserRule;
import io.gatehouse.cluster.config.DnField;
import io.gatehouse.cluster.config.MethodList;
import io.gatehouse.cluster.config.MethodList.Method;
import io.gatehouse.cluster.config.NameMangler;
import io.gatehouse.cluster.config.NameMangler.Part;
import io.gatehouse.cluster.config.NameMangler.Rule;
import io.gatehouse.cluster.config.ProfileAaa;
import io.gatehouse.cluster.config.ServerGroup;
import io.gatehouse.cluster.config.meaning.TestPki;
import io.gatehouse.cluster.config.trustpoint.Parsed;
import io.gatehouse.cluster.config.trustpoint.Pem;
import io.gatehouse.protocol.ike.exchange.AuthorizationRequest;
import io.gatehouse.protocol.ike.exchange.AuthorizationVerdict;
import io.gatehouse.protocol.ike.exchange.AuthorizationVerdict.Granted;
import io.gatehouse.protocol.ike.exchange.AuthorizationVerdict.Refused;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.ike.policy.Authorization;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AuthorizerTest {

  private static final MethodList LOCAL = new MethodList("local", List.of(new Method.Local()));
  private static final Method RADIUS =
      new Method.Radius(new ServerGroup("radius", List.of(ScriptedRadius.server("a"))));
  private static final Secret CISCO = Secret.utf8("cisco");
  private static final NameMangler DOMAIN =
      new NameMangler(
          "domain", List.of(new Rule.EapPart(Part.SUFFIX, '@'), new Rule.FqdnPart(Part.SUFFIX)));

  /** For {@code CN=vpn.example.com}. */
  private static final X509Certificate CERTIFICATE = certificate();

  private final ScriptedRadius radius = new ScriptedRadius();

  private static X509Certificate certificate() {
    if (Pem.certificates(TestPki.text("server.pem"))
        instanceof Parsed.Good<List<X509Certificate>>(List<X509Certificate> certificates)) {
      return certificates.getFirst();
    }
    throw new AssertionError("server.pem holds a certificate");
  }

  private static AuthorizationPolicy policy(String name) {
    return new AuthorizationPolicy(
        name,
        Optional.of(name + "-pool"),
        Optional.of(name + "-pool6"),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.of(Duration.ofHours(8)));
  }

  private static Optional<GroupRule> group(MethodList list, Subject subject) {
    return Optional.of(new GroupRule(list, subject, CISCO, false));
  }

  private static MethodList list(Method... methods) {
    return new MethodList("list", List.of(methods));
  }

  private static AuthorizationRules rules(
      Optional<GroupRule> group, Optional<UserRule> user, boolean cached) {
    return new AuthorizationRules(group, user, cached);
  }

  private AuthorizationVerdict verdict(AuthorizationRules rules) {
    return verdict(
        rules,
        AuthorizationRequest.Method.ANYCONNECT_EAP,
        new Identification(Identification.ID_KEY_ID, Octets.utf8("x.key.id")));
  }

  private AuthorizationVerdict verdict(
      AuthorizationRules rules, AuthorizationRequest.Method method, Identification identity) {
    return verdict(rules, method, Optional.empty(), identity);
  }

  private AuthorizationVerdict verdict(
      AuthorizationRules rules,
      AuthorizationRequest.Method method,
      Optional<X509Certificate> certificate,
      Identification identity) {
    AaaConfiguration configuration =
        new AaaConfiguration(
            "headend",
            List.of(),
            Duration.ZERO,
            Map.of(),
            Stream.of("staff", "example.com", "vpn.example.com")
                .collect(Collectors.toMap(name -> name, AuthorizerTest::policy)),
            Map.of(),
            Map.of(
                "profile",
                new ProfileAaa(
                    "profile",
                    Optional.empty(),
                    Optional.empty(),
                    Map.of(method, rules),
                    Map.of())));
    return new Authorizer(configuration, radius)
        .authorize(
            new AuthorizationRequest(
                1,
                "profile",
                "session-1",
                method,
                certificate,
                identity,
                "identity",
                new Path(
                    new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 4500),
                    new InetSocketAddress(InetAddress.ofLiteral("198.51.100.9"), 30000),
                    "vpn1"),
                Authorization.of("alice@example.com")))
        .toCompletableFuture()
        .join();
  }

  private static Optional<String> pool(AuthorizationVerdict verdict) {
    return ((Granted) verdict).authorization().addressPool();
  }

  private static Accept accept(String pool) {
    return new Accept(
        RadiusAttributes.of(
            RadiusAttribute.text(AttributeType.FRAMED_POOL, pool),
            RadiusAttribute.text(AttributeType.USER_NAME, "somebody else")),
        Optional.empty());
  }

  @Test
  void withoutRulesNothingIsGiven() {
    assertThat(verdict(AuthorizationRules.NONE))
        .isEqualTo(new Granted(Authorization.of("alice@example.com")));
  }

  @Test
  void aLocalListLooksUpAnAuthorizationPolicy() {
    AuthorizationVerdict verdict =
        verdict(rules(group(LOCAL, new Subject.Fixed("staff")), Optional.empty(), false));

    assertThat(pool(verdict)).contains("staff-pool");
    assertThat(((Granted) verdict).authorization().sessionTimeout()).contains(Duration.ofHours(8));
    assertThat(((Granted) verdict).authorization().userName()).isEqualTo("alice@example.com");
  }

  @Test
  void aMissingPolicyRefusesUnlessAnotherMethodIsLeft() {
    radius.answering("a", accept("radius-pool"));
    Subject nobody = new Subject.Fixed("nobody");

    assertThat(verdict(rules(group(LOCAL, nobody), Optional.empty(), false)))
        .isEqualTo(new Refused("there is no authorization policy nobody"));
    assertThat(
            pool(
                verdict(
                    rules(
                        group(list(new Method.Local(), RADIUS), nobody), Optional.empty(), false))))
        .contains("radius-pool");
  }

  @Test
  void aRadiusListAsksForTheGroupAsIfItWereAUser() {
    radius.answering("a", accept("radius-pool"));

    AuthorizationVerdict verdict =
        verdict(rules(group(list(RADIUS), new Subject.Fixed("staff")), Optional.empty(), false));

    assertThat(pool(verdict)).contains("radius-pool");
    assertThat(((Granted) verdict).authorization().userName()).isEqualTo("alice@example.com");
    AccessRequest request = radius.questions().getFirst().request();
    assertThat(request.credential()).isEqualTo(new Credential.AuthorizationPassword(CISCO));
    assertThat(request.attributes())
        .contains(
            RadiusAttribute.text(AttributeType.USER_NAME, "staff"),
            RadiusAttribute.integer(AttributeType.SERVICE_TYPE, 5));
  }

  @Test
  void silenceLeadsToTheNextMethodAndARejectIsFinal() {
    Optional<GroupRule> group = group(list(RADIUS, new Method.Local()), new Subject.Fixed("staff"));

    radius.answering("a", new Unanswered("silent"));
    assertThat(pool(verdict(rules(group, Optional.empty(), false)))).contains("staff-pool");
    radius.answering("a", new Reject(RadiusAttributes.of()));
    assertThat(verdict(rules(group, Optional.empty(), false)))
        .isEqualTo(new Refused("RADIUS rejects staff"));
  }

  @Test
  void aNameManglerMakesTheGroupOutOfTheUserName() {
    assertThat(
            pool(
                verdict(rules(group(LOCAL, new Subject.Mangled(DOMAIN)), Optional.empty(), false))))
        .contains("example.com-pool");
  }

  @Test
  void aNameManglerWorksOnTheIdentityWhereThereIsNoUserName() {
    AuthorizationRules rules =
        rules(group(LOCAL, new Subject.Mangled(DOMAIN)), Optional.empty(), false);
    Octets name = Octets.utf8("host.example.com");

    assertThat(
            pool(
                verdict(
                    rules,
                    AuthorizationRequest.Method.CERT,
                    new Identification(Identification.ID_FQDN, name))))
        .contains("example.com-pool");
    assertThat(
            verdict(
                rules,
                AuthorizationRequest.Method.PSK,
                new Identification(Identification.ID_KEY_ID, name)))
        .isEqualTo(new Refused("name-mangler domain makes no name of alice@example.com"));
  }

  @Test
  void aNameManglerWorksOnTheCertificateWhereItHasNoRuleForTheUserName() {
    Rule subject = new Rule.Dn(DnField.COMMON_NAME);

    assertThat(pool(certified(new NameMangler("subject", List.of(subject)))))
        .contains("vpn.example.com-pool");
    assertThat(
            pool(
                certified(
                    new NameMangler("both", List.of(subject, new Rule.EapPart(Part.SUFFIX, '@'))))))
        .contains("example.com-pool");
  }

  @Test
  void aNameManglerForCertificatesFindsNothingWithoutOne() {
    Subject subject =
        new Subject.Mangled(new NameMangler("subject", List.of(new Rule.Dn(DnField.COMMON_NAME))));

    assertThat(verdict(rules(group(LOCAL, subject), Optional.empty(), false)))
        .isEqualTo(new Refused("name-mangler subject makes no name of alice@example.com"));
  }

  private AuthorizationVerdict certified(NameMangler mangler) {
    return verdict(
        rules(group(LOCAL, new Subject.Mangled(mangler)), Optional.empty(), false),
        AuthorizationRequest.Method.ANYCONNECT_EAP,
        Optional.of(CERTIFICATE),
        new Identification(Identification.ID_KEY_ID, Octets.utf8("x.key.id")));
  }

  @Test
  void theUserIsAskedForByNameAndComesBeforeTheGroup() {
    radius.answering("a", accept("user-pool"));

    AuthorizationVerdict verdict =
        verdict(
            rules(
                group(LOCAL, new Subject.Fixed("staff")),
                Optional.of(new UserRule(list(RADIUS), new Subject.Unchanged(), CISCO)),
                true));

    assertThat(pool(verdict)).contains("user-pool");
    assertThat(radius.questions().getFirst().request().attributes())
        .contains(RadiusAttribute.text(AttributeType.USER_NAME, "alice@example.com"));
  }

  @Test
  void anyRefusalRefuses() {
    radius.answering("a", new Reject(RadiusAttributes.of()));

    assertThat(
            verdict(
                rules(
                    group(LOCAL, new Subject.Fixed("staff")),
                    Optional.of(new UserRule(list(RADIUS), new Subject.Unchanged(), CISCO)),
                    true)))
        .isEqualTo(new Refused("RADIUS rejects alice@example.com"));
  }
}
