package io.gatehouse.cluster.config.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.config.AaaConfiguration;
import io.gatehouse.cluster.config.Accounting;
import io.gatehouse.cluster.config.AuthorizationRules.Subject;
import io.gatehouse.cluster.config.LocalUser;
import io.gatehouse.cluster.config.LocalUser.Password;
import io.gatehouse.cluster.config.MethodList.Method;
import io.gatehouse.cluster.config.Problem;
import io.gatehouse.cluster.config.ProfileAaa;
import io.gatehouse.cluster.config.RadiusServer;
import io.gatehouse.cluster.config.UnusedLines;
import io.gatehouse.protocol.ike.exchange.AuthorizationRequest;
import io.gatehouse.protocol.octets.Secret;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the blocks of AAA mean. */
class AaaBlockTest {

  private static final String TRUSTPOINTS =
      """
      crypto pki trustpoint RSA
       certificate server.pem
       private-key server-pkcs8.pem
       ca-certificate ca.pem
       crl crl.pem
       rsa-signature pss
      crypto pki trustpoint EC
       certificate ec.pem
       private-key ec-key.pem
      """;

  @Test
  void radiusServersHaveTheDefaultsOfIosAndThoseOfTheConfiguration() {
    List<RadiusServer> servers =
        Reading.loaded(
                """
                radius-server timeout 2
                radius-server deadtime 3
                radius server A
                 address ipv4 192.0.2.1
                 key two words
                radius server B
                 address ipv4 192.0.2.2 auth-port 1812 acct-port 1813
                 key 0 k
                 timeout 9
                 retransmit 0
                """)
            .aaa()
            .servers();

    assertThat(servers)
        .containsExactly(
            new RadiusServer(
                "A",
                InetAddress.ofLiteral("192.0.2.1"),
                1645,
                1646,
                Secret.utf8("two words"),
                Duration.ofSeconds(2),
                3),
            new RadiusServer(
                "B",
                InetAddress.ofLiteral("192.0.2.2"),
                1812,
                1813,
                Secret.utf8("k"),
                Duration.ofSeconds(9),
                0));
    assertThat(servers.toString()).doesNotContain("two words");
  }

  @Test
  void secretsAreInTheClearOrObscuredOrHashed() {
    AaaConfiguration aaa =
        Reading.loaded(
                """
                username clear password 0 cisco
                username obscured privilege 15 password 7 0822455D0A16
                username hashed secret 5 $1$mERr$hx5rVt7rPNoS4wqbXKX7m0
                radius server A
                 address ipv4 192.0.2.1
                 key 7 0822455D0A16
                """)
            .aaa();

    assertThat(aaa.user("clear")).contains(new LocalUser("clear", Secret.utf8("cisco")));
    assertThat(aaa.user("obscured")).contains(new LocalUser("obscured", Secret.utf8("cisco")));
    assertThat(aaa.user("hashed").map(LocalUser::password))
        .hasValueSatisfying(
            password ->
                assertThat(((Password.Hashed) password).hash().matches(Secret.utf8("cisco")))
                    .isTrue());
    assertThat(aaa.servers().getFirst().key()).isEqualTo(Secret.utf8("cisco"));
    assertThat(aaa.users().toString()).doesNotContain("cisco", "hx5rVt7");
  }

  @ParameterizedTest
  @CsvSource({
    "none, none",
    "group tacacs+ local, tacacs+",
    "group ADMINS, ADMINS",
  })
  void aMethodThatOnlyARouterHasIsAMistakeWhereAProfileUsesIt(String methods, String word) {
    String lists =
        "aaa new-model\naaa group server tacacs+ ADMINS\n server name T\n"
            + "aaa authentication login L ";

    assertThat(Reading.unused(lists + methods))
        .extracting(UnusedLines::reason)
        .containsExactly("only RADIUS is spoken", "no profile uses the list");
    assertThat(
            Reading.mistakes(
                lists
                    + methods
                    + "\n"
                    + TRUSTPOINTS
                    + """
                    crypto ikev2 profile P
                     match identity remote any
                     authentication local rsa-sig
                     authentication remote anyconnect-eap aggregate
                     pki trustpoint RSA
                     aaa authentication anyconnect-eap L
                    """))
        .extracting(Problem::what)
        .contains("not available in this version: the method '" + word + "'");
  }

  @Test
  void methodsAreTriedInTheirOrder() {
    ProfileAaa aaa =
        eapProfile(
            """
            aaa new-model
            radius server A
             address ipv4 192.0.2.1
             key k
            radius server B
             address ipv4 192.0.2.2
             key k
            aaa group server radius G
             server name B
            aaa authentication login L group G group radius local
            """,
            "");

    assertThat(aaa.eapAuthentication().orElseThrow().methods())
        .extracting(
            method ->
                switch (method) {
                  case Method.Local() -> "local";
                  case Method.Radius(var group) ->
                      group.name() + group.servers().stream().map(RadiusServer::name).toList();
                })
        .containsExactly("G[B]", "radius[A, B]", "local");
  }

  @Test
  void accountingMayBeABlockAndAListWithoutKindIsForAllOthers() {
    ProfileAaa aaa =
        eapProfile(
            """
            aaa new-model
            radius server A
             address ipv4 192.0.2.1
             key k
            aaa authentication login L group radius
            aaa accounting network ONE
             action-type start-stop
             group radius
            aaa accounting network OTHER none
            """,
            " aaa accounting ONE\n aaa accounting psk OTHER\n");

    assertThat(aaa.accounting(AuthorizationRequest.Method.EAP).orElseThrow().name())
        .isEqualTo("ONE");
    assertThat(aaa.accounting(AuthorizationRequest.Method.PSK).orElseThrow().groups()).isEmpty();
  }

  @Test
  void accountingKnowsItsListsAndHowOftenTheyAreTold() {
    Accounting accounting =
        Reading.loaded(
                """
                aaa new-model
                radius server A
                 address ipv4 192.0.2.1
                 key k
                aaa accounting network ONE start-stop group radius
                aaa accounting update newinfo periodic 15 jitter maximum 0
                """)
            .aaa()
            .accounting();

    assertThat(accounting.lists()).containsOnlyKeys("ONE");
    assertThat(accounting.interimInterval()).contains(Duration.ofMinutes(15));
    assertThat(Reading.loaded("hostname h").aaa().accounting()).isEqualTo(Accounting.NONE);
  }

  @Test
  void authorizationMayNameFixedAndUnchangedSubjectsAndAPassword() {
    ProfileAaa aaa =
        eapProfile(
            """
            aaa new-model
            radius server A
             address ipv4 192.0.2.1
             key k
            aaa authentication login L group radius
            aaa authorization network N group radius
            """,
            """
             aaa authorization group override eap list N staff password 0 secret
             aaa authorization user eap list N
            """);

    var rules = aaa.authorization(AuthorizationRequest.Method.EAP);
    assertThat(rules.group().orElseThrow().subject()).isEqualTo(new Subject.Fixed("staff"));
    assertThat(rules.group().orElseThrow().override()).isTrue();
    assertThat(rules.group().orElseThrow().password()).isEqualTo(Secret.utf8("secret"));
    assertThat(rules.user().orElseThrow().subject()).isEqualTo(new Subject.Unchanged());
    assertThat(rules.cached()).isFalse();
  }

  @Test
  void eapCannotBeCheckedByLocalUsersAlone() {
    assertThat(
            Reading.mistake(
                TRUSTPOINTS
                    + """
                    aaa new-model
                    aaa authentication login L local
                    crypto ikev2 profile P
                     match identity remote any
                     authentication local ecdsa-sig
                     authentication remote eap
                     pki trustpoint EC
                     aaa authentication eap L
                    """))
        .contains(":17:25: EAP is relayed, and this list is local only");
  }

  private static ProfileAaa eapProfile(String global, String commands) {
    String text =
        TRUSTPOINTS
            + global
            + """
            crypto ikev2 profile P
             match identity remote any
             authentication local rsa-sig
             authentication remote eap query-identity
             pki trustpoint RSA
             aaa authentication eap L
            """
            + commands;
    return Reading.loaded(text).aaa().profile("P").orElseThrow();
  }
}
