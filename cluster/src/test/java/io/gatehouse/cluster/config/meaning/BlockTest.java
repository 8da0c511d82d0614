package io.gatehouse.cluster.config.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.config.AuthorizationPolicy;
import io.gatehouse.cluster.config.Configuration;
import io.gatehouse.cluster.config.Ipv6AddressPool;
import io.gatehouse.protocol.ike.crypto.Encryption;
import io.gatehouse.protocol.ike.crypto.Integrity;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.crypto.Prf;
import io.gatehouse.protocol.ike.crypto.SignatureAuthentication.RsaHash;
import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.ike.policy.DeviceCertificate;
import io.gatehouse.protocol.ike.policy.EncryptionChoice;
import io.gatehouse.protocol.ike.policy.IdentityMatch;
import io.gatehouse.protocol.ike.policy.IkeProposal;
import io.gatehouse.protocol.ike.policy.KeyringPeer;
import io.gatehouse.protocol.ike.policy.LocalAuthentication;
import io.gatehouse.protocol.ike.policy.Network;
import io.gatehouse.protocol.ike.policy.Profile;
import io.gatehouse.protocol.ike.policy.RemoteAuthentication;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the blocks of policy mean. */
class BlockTest {

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
  void anEmptyConfigurationHasTheDefaultsAndNoProfile() {
    Configuration configuration = Reading.loaded("");

    assertThat(configuration.hostname()).isEqualTo("gatehouse");
    assertThat(configuration.policy().profiles()).isEmpty();
    assertThat(configuration.policy().proposals()).isEqualTo(Defaults.IKE_PROPOSALS);
    assertThat(configuration.policy().maximumDatagram()).isEqualTo(1280 - 48);
    assertThat(configuration.limits().cookieChallenge()).isEmpty();
    assertThat(configuration.pools()).isEmpty();
  }

  @Test
  void aProposalTakesItsPrfFromItsIntegrity() {
    List<IkeProposal> proposals =
        Reading.loaded(
                """
                crypto ikev2 proposal CBC
                 encryption aes-cbc-256 aes-cbc-128
                 integrity sha384 sha1
                 group 14 21 31
                crypto ikev2 proposal COMBINED
                 encryption aes-gcm-128 chacha20-poly1305
                 prf sha512
                 group 19
                crypto ikev2 policy P
                 match fvrf any
                 proposal COMBINED
                 proposal CBC
                """)
            .policy()
            .proposals();

    assertThat(proposals)
        .containsExactly(
            new IkeProposal(
                "COMBINED",
                List.of(
                    new EncryptionChoice(Encryption.ENCR_AES_GCM_16, 128),
                    new EncryptionChoice(Encryption.ENCR_CHACHA20_POLY1305, 256)),
                List.of(),
                List.of(Prf.PRF_HMAC_SHA2_512),
                List.of(KeyExchangeMethod.ECP_256)),
            new IkeProposal(
                "CBC",
                List.of(
                    new EncryptionChoice(Encryption.ENCR_AES_CBC, 256),
                    new EncryptionChoice(Encryption.ENCR_AES_CBC, 128)),
                List.of(Integrity.AUTH_HMAC_SHA2_384_192, Integrity.AUTH_HMAC_SHA1_96),
                List.of(Prf.PRF_HMAC_SHA2_384, Prf.PRF_HMAC_SHA1),
                List.of(
                    KeyExchangeMethod.MODP_2048,
                    KeyExchangeMethod.ECP_521,
                    KeyExchangeMethod.CURVE25519)));
  }

  @Test
  void aProposalThatNoPolicyNamesIsNoticed() {
    assertThat(
            Reading.notices(
                """
                crypto ikev2 proposal P
                 encryption aes-cbc-256
                 integrity sha256
                 group 14
                """))
        .extracting(notice -> notice.line() + ":" + notice.column() + ": " + notice.what())
        .containsExactly("1:23: no effect: no 'crypto ikev2 policy' names this proposal");
  }

  @Test
  void aKeyringHasOneEntryForEachIdentityAndAKeyForEachDirection() {
    List<KeyringPeer> keyring =
        profile(
                """
                crypto ikev2 keyring K
                 peer A
                  address 192.0.2.0 255.255.255.0
                  identity key-id branch office
                  pre-shared-key local 0 ours
                  pre-shared-key remote hex 00ff
                 peer ANY
                  address 0.0.0.0 0.0.0.0
                  pre-shared-key both
                """,
                """
                 authentication local pre-share
                 authentication remote pre-share
                 keyring local K
                """)
            .keyring();

    assertThat(keyring)
        .containsExactly(
            new KeyringPeer(
                "A",
                new IdentityMatch.Address(InetAddress.ofLiteral("192.0.2.0"), 24),
                Secret.utf8("ours"),
                Secret.copyOf(new byte[] {0, -1})),
            new KeyringPeer(
                "A",
                new IdentityMatch.KeyId(Octets.utf8("branch office")),
                Secret.utf8("ours"),
                Secret.copyOf(new byte[] {0, -1})),
            new KeyringPeer(
                "ANY", new IdentityMatch.Any(), Secret.utf8("both"), Secret.utf8("both")));
  }

  @Test
  void aProfileHasItsIdentityTimesAndCertificates() {
    Profile profile =
        profile(
            TRUSTPOINTS,
            """
             match identity remote email domain example.com
             identity local fqdn vpn.example.com
             authentication local rsa-sig
             authentication remote ecdsa-sig
             authentication remote rsa-sig
             pki trustpoint RSA
             anyconnect rsa-hash sha1
             lifetime 3600
             dpd 10 2 on-demand
            """);

    assertThat(profile.matches())
        .containsExactly(new IdentityMatch.Any(), new IdentityMatch.EmailDomain("example.com"));
    assertThat(profile.localIdentity())
        .contains(new Identification(Identification.ID_FQDN, Octets.utf8("vpn.example.com")));
    var local = (LocalAuthentication.Certificate) profile.local();
    assertThat(local.pss()).isTrue();
    assertThat(local.anyConnectRsaHash()).isEqualTo(RsaHash.SHA1);
    assertThat(local.credential().trustpoint()).isEqualTo("RSA");
    assertThat(profile.remote()).hasSize(1);
    var trust = ((RemoteAuthentication.Certificate) profile.remote().getFirst()).trust();
    assertThat(trust.getFirst().anchors()).hasSize(1);
    assertThat(trust.getFirst().revocationLists()).hasSize(1);
    assertThat(profile.ikeLifetime()).isEqualTo(Duration.ofHours(1));
    assertThat(profile.deadPeerDetection().orElseThrow().retryInterval())
        .isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void aTrustpointMaySignAndAnotherVerify() {
    Profile profile =
        profile(
            TRUSTPOINTS,
            """
             authentication local ecdsa-sig
             authentication remote rsa-sig
             pki trustpoint EC sign
             pki trustpoint RSA verify
            """);

    var local = (LocalAuthentication.Certificate) profile.local();
    assertThat(local.credential().trustpoint()).isEqualTo("EC");
    assertThat(local.pss()).isFalse();
  }

  @Test
  void aDevicesCertificateIsAskedForBesideThePasswordOrAlone() {
    String aaa =
        """
        aaa new-model
        aaa authentication login USERS local
        """;
    String ask =
        """
         authentication local ecdsa-sig
         authentication remote anyconnect-eap aggregate cert-request
         pki trustpoint EC sign
         pki trustpoint RSA verify
        """;

    DeviceCertificate beside =
        device(profile(aaa + TRUSTPOINTS, ask + " aaa authentication anyconnect-eap USERS\n"));
    DeviceCertificate alone = device(profile(TRUSTPOINTS, ask + " anyconnect certificate-only\n"));

    DeviceCertificate two =
        device(
            profile(
                TRUSTPOINTS,
                ask + " anyconnect certificate-only\n anyconnect second-certificate\n"));

    assertThat(two.second()).isTrue();
    assertThat(alone.second()).isFalse();
    assertThat(beside.sufficient()).isFalse();
    assertThat(alone.sufficient()).isTrue();
    assertThat(alone.trust()).singleElement().hasToString("Trust(RSA)");
    assertThat(beside.trust().getFirst().revocationLists()).hasSize(1);
  }

  private static DeviceCertificate device(Profile profile) {
    assertThat(profile.remote()).hasSize(1);
    return ((RemoteAuthentication.AnyConnectEap) profile.remote().getFirst())
        .device()
        .orElseThrow();
  }

  @Test
  void aCertificateIsNotAskedForAndNotAskedFor() {
    String profile =
        """
        aaa new-model
        aaa authentication login USERS local
        %scrypto ikev2 profile P
         match identity remote any
         authentication local rsa-sig
         authentication remote anyconnect-eap aggregate
         authentication remote anyconnect-eap aggregate cert-request
         pki trustpoint RSA
         aaa authentication anyconnect-eap USERS
        """
            .formatted(TRUSTPOINTS);

    assertThat(Reading.mistake(profile))
        .contains("the same method is there with and without 'cert-request'");
    assertThat(
            Reading.mistake(
                profile.replace("anyconnect-eap aggregate\n", "rsa-sig\n")
                    + " anyconnect certificate-only\n"))
        .contains("nobody is asked for a password with 'anyconnect certificate-only'");
  }

  @Test
  void anExpiredCertificateIsNoticed() {
    assertThat(
            Reading.notices(
                "crypto pki trustpoint T\n certificate expired.pem\n private-key server-key.pem\n"))
        .extracting(notice -> notice.line() + ":" + notice.column() + ": " + notice.what())
        .containsExactly("2:14: certificate CN=old.example.com expired on 2026-01-01T00:01:00Z");
  }

  @Test
  void anIpsecProfileIsFoundByTheVirtualTemplateOrByItsOwnReference() {
    String ipsec =
        """
        crypto ipsec transform-set S esp-aes esp-sha512-hmac
        crypto ipsec security-association lifetime seconds 7200
        crypto ipsec security-association lifetime kilobytes 2560
        crypto ipsec profile I
         set transform-set S default
         set pfs group19
        """;
    String certificate =
        " authentication local rsa-sig\n authentication remote rsa-sig\n pki trustpoint RSA\n";
    String template =
        "interface Virtual-Template 7 type tunnel\n tunnel protection ipsec profile I\n";

    Profile byTemplate =
        profile(TRUSTPOINTS + ipsec + template, certificate + " virtual-template 7\n");
    Profile byReference = profile(TRUSTPOINTS + ipsec + " set ikev2-profile P\n", certificate);
    Profile byDefault = profile(TRUSTPOINTS + ipsec, certificate);

    assertThat(byTemplate.espProposals().getFirst().integrity())
        .containsExactly(Integrity.AUTH_HMAC_SHA2_512_256);
    assertThat(byTemplate.espProposals())
        .allMatch(p -> p.keyExchange().equals(List.of(KeyExchangeMethod.ECP_256)))
        .hasSize(1 + Defaults.ESP_PROPOSALS.size());
    assertThat(byTemplate.childLifetime()).isEqualTo(Duration.ofHours(2));
    assertThat(byTemplate.childOctets()).hasValue(2560 * 1024);
    assertThat(byReference.espProposals()).isEqualTo(byTemplate.espProposals());
    assertThat(byDefault.espProposals()).isEqualTo(Defaults.ESP_PROPOSALS);
  }

  @Test
  void aLifetimeInKilobytesIsThatOfIosUnlessItIsDisabled() {
    String certificate =
        " authentication local rsa-sig\n authentication remote rsa-sig\n pki trustpoint RSA\n";
    String ipsec = "crypto ipsec profile I\n set ikev2-profile P\n";
    String kilobytes = " set security-association lifetime kilobytes ";

    assertThat(profile(TRUSTPOINTS + ipsec, certificate).childOctets()).hasValue(4_608_000L * 1024);
    assertThat(profile(TRUSTPOINTS + ipsec + kilobytes + "4294967295\n", certificate).childOctets())
        .hasValue(4_294_967_295L * 1024);
    assertThat(profile(TRUSTPOINTS + ipsec + kilobytes + "disable\n", certificate).childOctets())
        .isEmpty();
  }

  @Test
  void aProfileThatIsShutDownMayBeIncompleteAndIsNotUsed() {
    assertThat(Reading.loaded("crypto ikev2 profile P\n shutdown\n").policy().profiles()).isEmpty();
  }

  @Test
  void aPolicyGivesAnAddressOfEachFamily() {
    Configuration configuration =
        Reading.loaded(
            """
            ip local pool P 10.0.0.1 10.0.0.9
            ipv6 local pool P 2001:db8::/56 128
            ipv6 local pool P 2001:DB8:0:1::7/64 128
            crypto ikev2 authorization policy A
             pool P
             ipv6 pool P
             dns 10.0.0.53
             ipv6 dns 2001:db8::53 2001:db8::54
             route set remote ipv4 10.1.0.0 255.255.0.0
             route set remote ipv6 2001:db8:1:2::3/48
            """);

    assertThat(configuration.ipv6Pools())
        .containsExactly(
            Map.entry("P", new Ipv6AddressPool("P", new Network(address("2001:db8:0:1::"), 64))));
    AuthorizationPolicy policy =
        Objects.requireNonNull(configuration.aaa().authorizationPolicies().get("A"));
    assertThat(policy.addressPool()).contains("P");
    assertThat(policy.ipv6AddressPool()).contains("P");
    assertThat(policy.dns())
        .containsExactly(address("10.0.0.53"), address("2001:db8::53"), address("2001:db8::54"));
    assertThat(policy.splitInclude())
        .containsExactly(
            new Network(address("10.1.0.0"), 16), new Network(address("2001:db8:1::"), 48));
  }

  private static InetAddress address(String literal) {
    return InetAddress.ofLiteral(literal);
  }

  @Test
  void aPoolCollectsItsRanges() {
    assertThat(
            Reading.loaded("ip local pool P 10.0.0.1 10.0.0.9\nip local pool P 10.0.1.1\n")
                .pool("P")
                .orElseThrow()
                .ranges())
        .extracting(range -> range.first() + "-" + range.last())
        .containsExactly("/10.0.0.1-/10.0.0.9", "/10.0.1.1-/10.0.1.1");
  }

  private static Profile profile(String global, String commands) {
    String text = global + "crypto ikev2 profile P\n match identity remote any\n" + commands;
    return Reading.loaded(text).policy().profiles().getFirst();
  }
}
