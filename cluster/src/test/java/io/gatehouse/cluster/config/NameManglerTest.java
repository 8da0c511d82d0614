package io.gatehouse.cluster.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.config.NameMangler.Rule;
import io.gatehouse.cluster.config.meaning.Reading;
import io.gatehouse.protocol.ike.exchange.AuthorizationRequest.Method;
import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.octets.Octets;
import java.util.Arrays;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules of {@code crypto ikev2 name-mangler}; {@code -} means that the mangling fails. */
class NameManglerTest {

  private static final String DN =
      "CN=alice,OU=Sales,OU=Staff,O=Example,L=Basel,ST=BS,C=CH,DC=example,DC=com";

  @ParameterizedTest
  @CsvSource({
    "eap all, alice@example.com, alice@example.com",
    "eap prefix delimiter @, alice@example.com, alice",
    "eap suffix delimiter @, alice@example.com, example.com",
    "eap prefix delimiter @, a@b@c, a",
    "eap suffix delimiter @, a@b@c, b@c",
    "eap prefix delimiter ., alice.smith, alice",
    "eap suffix delimiter ., alice.smith, smith",
    "eap prefix delimiter \\, CORP\\alice, CORP",
    "eap suffix delimiter \\, CORP\\alice, alice",
    "eap suffix delimiter @, alice, -",
    "eap suffix delimiter @, alice@, -",
    "eap prefix delimiter @, @example.com, -",
    "eap dn common-name, 'CN=alice,O=Example', alice",
    "eap dn organization, alice, -",
  })
  void userNames(String rule, String userName, String mangled) {
    assertMangled(rule, new NameSource.UserName(userName), mangled);
  }

  @ParameterizedTest
  @CsvSource({
    "email all, alice@example.com",
    "email domain, example.com",
    "email username, alice",
    "fqdn all, -",
    "eap all, -"
  })
  void emailIdentities(String rule, String mangled) {
    assertMangled(rule, new NameSource.Email("alice@example.com"), mangled);
  }

  @ParameterizedTest
  @CsvSource({
    "fqdn all, branch.example.com",
    "fqdn domain, example.com",
    "fqdn hostname, branch",
    "dn common-name, -"
  })
  void fqdnIdentities(String rule, String mangled) {
    assertMangled(rule, new NameSource.Fqdn("branch.example.com"), mangled);
  }

  @ParameterizedTest
  @CsvSource({
    "common-name, alice",
    "country, CH",
    "domain, example",
    "locality, Basel",
    "organization, Example",
    "organization-unit, Sales",
    "state, BS"
  })
  void distinguishedNames(String field, String mangled) {
    assertMangled("dn " + field, new NameSource.DistinguishedName(DN), mangled);
    assertMangled("dn " + field, new NameSource.DistinguishedName("UID=7"), "-");
  }

  @ParameterizedTest
  @EnumSource
  void everyFieldHasItsKeyword(DnField field) {
    assertThat(mangler("dn " + field.keyword()).rules()).containsExactly(new Rule.Dn(field));
  }

  @Test
  void oneManglerMayHaveARuleForEachKindOfSource() {
    NameMangler mangler = mangler("eap all\n email domain\n fqdn hostname\n dn common-name");

    assertThat(mangler.mangle(new NameSource.UserName("bob"))).contains("bob");
    assertThat(mangler.mangle(new NameSource.Email("bob@example.com"))).contains("example.com");
    assertThat(mangler.mangle(new NameSource.Fqdn("a.b"))).contains("a");
    assertThat(mangler.mangle(new NameSource.DistinguishedName("CN=x"))).contains("x");
  }

  @Test
  void identitiesAreSourcesByTheirType() {
    byte[] name = new X500Principal("CN=alice,O=Example").getEncoded();

    assertThat(NameSource.of(new Identification(2, Octets.utf8("a.b"))))
        .contains(new NameSource.Fqdn("a.b"));
    assertThat(NameSource.of(new Identification(3, Octets.utf8("a@b"))))
        .contains(new NameSource.Email("a@b"));
    assertThat(NameSource.of(new Identification(9, Octets.copyOf(name))))
        .contains(new NameSource.DistinguishedName("CN=alice,O=Example"));
    assertThat(NameSource.of(new Identification(9, Octets.utf8("no DER")))).isEmpty();
    assertThat(NameSource.of(new Identification(1, Octets.hex("c0000201")))).isEmpty();
    assertThat(NameSource.of(new Identification(201, Octets.utf8("x")))).isEmpty();
  }

  private static void assertMangled(String rule, NameSource source, String mangled) {
    assertThat(mangler(rule).mangle(source).orElse("-")).isEqualTo(mangled);
  }

  private static NameMangler mangler(String rules) {
    List<String> lines =
        Arrays.asList(
            "aaa new-model",
            "aaa authentication login A local",
            "aaa authorization network Z local",
            "crypto ikev2 name-mangler M",
            " " + rules,
            "crypto pki trustpoint T",
            " certificate server.pem",
            " private-key server-key.pem",
            "crypto ikev2 profile P",
            " match identity remote any",
            " authentication local rsa-sig",
            " authentication remote anyconnect-eap aggregate",
            " pki trustpoint T",
            " aaa authentication anyconnect-eap A",
            " aaa authorization group anyconnect-eap list Z name-mangler M");
    var rule =
        Reading.loaded(String.join("\n", lines))
            .aaa()
            .profile("P")
            .orElseThrow()
            .authorization(Method.ANYCONNECT_EAP)
            .group()
            .orElseThrow();
    return ((AuthorizationRules.Subject.Mangled) rule.subject()).mangler();
  }
}
