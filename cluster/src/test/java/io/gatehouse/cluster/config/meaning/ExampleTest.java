package io.gatehouse.cluster.config.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.config.AddressPool;
import io.gatehouse.cluster.config.AuthorizationPolicy;
import io.gatehouse.cluster.config.AuthorizationRules.Subject;
import io.gatehouse.cluster.config.Configuration;
import io.gatehouse.cluster.config.MethodList;
import io.gatehouse.cluster.config.NameSource;
import io.gatehouse.cluster.config.Problem;
import io.gatehouse.cluster.config.ProfileAaa;
import io.gatehouse.cluster.config.UnusedLines;
import io.gatehouse.protocol.ike.crypto.Encryption;
import io.gatehouse.protocol.ike.exchange.AuthorizationRequest.Method;
import io.gatehouse.protocol.ike.policy.IdentityMatch;
import io.gatehouse.protocol.ike.policy.LocalAuthentication;
import io.gatehouse.protocol.ike.policy.Profile;
import io.gatehouse.protocol.ike.policy.RemoteAuthentication;
import io.gatehouse.protocol.octets.Octets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The complete configurations: the shipped example, and a minimal AnyConnect server. */
class ExampleTest {

  private static final String ANYCONNECT_SERVER =
      """
      aaa new-model
      radius server R
       address ipv4 192.0.2.10
       key s3cret
      aaa authentication login AC-AUTHC group radius
      aaa authorization network AC-AUTHZ local
      aaa accounting network AC-ACCT start-stop group radius
      !
      crypto ikev2 name-mangler REALM
       eap suffix delimiter @
      !
      ip local pool REMOTE 10.99.0.1 10.99.0.254
      ip access-list standard INSIDE
       permit 10.0.0.0 0.255.255.255
      crypto ikev2 authorization policy example.com
       pool REMOTE
       dns 192.0.2.53
       def-domain example.com
       route set access-list INSIDE
      !
      crypto pki trustpoint VPN-CA
       certificate server.pem
       private-key server-key.pem
      no crypto ikev2 http-url cert
      crypto ikev2 profile REMOTE-USERS
       match identity remote key-id *$AnyConnectClient$*
       authentication local rsa-sig
       authentication remote anyconnect-eap aggregate
       pki trustpoint VPN-CA
       aaa authentication anyconnect-eap AC-AUTHC
       aaa authorization group anyconnect-eap list AC-AUTHZ name-mangler REALM
       aaa authorization user anyconnect-eap cached
       aaa accounting anyconnect-eap AC-ACCT
       virtual-template 100
      interface Virtual-Template100 type tunnel
       tunnel protection ipsec profile default
      """;

  @Test
  void anAnyConnectServerHasOneProfileThatMatchesTheClientsConstantIdentity() {
    Profile profile = Reading.loaded(ANYCONNECT_SERVER).policy().profiles().getFirst();

    assertThat(profile.name()).isEqualTo("REMOTE-USERS");
    assertThat(profile.matches())
        .containsExactly(new IdentityMatch.KeyId(Octets.utf8("*$AnyConnectClient$*")));
    assertThat(profile.local()).isInstanceOf(LocalAuthentication.Certificate.class);
    assertThat(profile.remote())
        .containsExactly(new RemoteAuthentication.AnyConnectEap(Optional.empty()));
    assertThat(profile.ikeLifetime()).isEqualTo(Duration.ofHours(24));
    assertThat(profile.childLifetime()).isEqualTo(Duration.ofHours(1));
    assertThat(profile.deadPeerDetection()).isEmpty();
  }

  @Test
  void itsAaaCommandsNameListsManglerAndCachedAttributes() {
    ProfileAaa aaa = Reading.loaded(ANYCONNECT_SERVER).aaa().profile("REMOTE-USERS").orElseThrow();

    assertThat(aaa.anyConnectEapAuthentication().map(MethodList::name)).contains("AC-AUTHC");
    assertThat(aaa.eapAuthentication()).isEmpty();
    var rules = aaa.authorization(Method.ANYCONNECT_EAP);
    assertThat(rules.cached()).isTrue();
    assertThat(rules.user()).isEmpty();
    var group = rules.group().orElseThrow();
    assertThat(group.override()).isFalse();
    assertThat(group.password().revealUtf8()).isEqualTo("cisco");
    assertThat(group.list().methods()).containsExactly(new MethodList.Method.Local());
    var mangler = ((Subject.Mangled) group.subject()).mangler();
    assertThat(mangler.mangle(new NameSource.UserName("alice@example.com")))
        .contains("example.com");
    assertThat(aaa.accounting(Method.ANYCONNECT_EAP).orElseThrow().groups()).hasSize(1);
    assertThat(aaa.accounting(Method.EAP)).isEmpty();
  }

  @Test
  void theShippedExampleIsAcceptedAndItsUnusedLinesAreIrrelevant() throws IOException {
    String text = Files.readString(Path.of("..", "deploy", "examples", "flexvpn.conf"));

    List<Problem> notices = Reading.notices(text);
    Configuration configuration = Reading.loaded(text);

    assertThat(notices).isEmpty();
    assertThat(Reading.unused(text))
        .extracting(UnusedLines::excerpt)
        .containsExactly(
            "mode tunnel", "mode tunnel", "ip unnumbered Loopback0", "tunnel mode ipsec ipv4");
    assertThat(configuration.hostname()).isEqualTo("gatehouse");
    assertThat(configuration.limits().cookieChallenge()).hasValue(100);
    assertThat(configuration.limits().inNegotiation()).hasValue(1000);
    assertThat(configuration.policy().maximumDatagram()).isEqualTo(1232);
    assertThat(configuration.policy().proposals())
        .extracting(proposal -> proposal.name())
        .containsExactly("STRONG-GCM", "STRONG");
    assertThat(configuration.policy().profiles())
        .extracting(Profile::name)
        .containsExactly("ANYCONNECT", "BRANCHES", "STANDARD-CLIENTS");
    Profile standard = configuration.policy().profiles().getLast();
    assertThat(standard.ikeLifetime()).isEqualTo(Duration.ofHours(8));
    assertThat(standard.espProposals())
        .extracting(proposal -> proposal.encryption().getFirst().encryption())
        .containsExactly(Encryption.ENCR_AES_GCM_16, Encryption.ENCR_AES_CBC);
    assertThat(standard.deadPeerDetection().orElseThrow().interval())
        .isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void theShippedExampleGivesItsUsersPoolNamesAndSplitNetworks() throws IOException {
    String text = Files.readString(Path.of("..", "deploy", "examples", "flexvpn.conf"));

    Configuration configuration = Reading.loaded(text);

    AuthorizationPolicy policy =
        configuration.aaa().authorizationPolicy("example.com").orElseThrow();
    assertThat(policy.addressPool()).contains("REMOTE");
    assertThat(policy.dns()).hasSize(2);
    assertThat(policy.banner()).contains("Authorized users only");
    assertThat(policy.sessionLifetime()).contains(Duration.ofHours(12));
    assertThat(policy.splitInclude())
        .extracting(network -> network.address().getHostAddress() + "/" + network.prefixLength())
        .containsExactly("10.0.0.0/8", "172.16.0.0/12");
    AddressPool pool = configuration.pool("REMOTE").orElseThrow();
    assertThat(pool.ranges()).hasSize(1);
    assertThat(pool.ranges().getFirst().last().getHostAddress()).isEqualTo("10.99.3.254");
  }
}
