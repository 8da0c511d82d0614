package io.gatehouse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.gatehouse.endtoend.certificate.KeyType;
import io.gatehouse.endtoend.headend.GatehouseHeadend;
import io.gatehouse.endtoend.peer.Connection;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way in which Debian's strongSwan can prove who its user is. */
class StrongSwanAuthenticationTest {
  @RegisterExtension static final Laboratory LABORATORY = Laboratory.withClients(1);

  static Stream<Named<Function<Site, Connection>>> connections() {
    return Stream.of(
        Named.of("pre-shared key", Site::withPreSharedKey),
        Named.of("RSA, RFC 7427", Site::withRsa),
        Named.of("RSA, method 1", site -> site.withRsa().withoutSignatureAuthentication()),
        Named.of("RSASSA-PSS", Site::withRsaPss),
        Named.of("ECDSA P-256, RFC 7427", site -> site.withEcdsa(KeyType.ECDSA_P256)),
        Named.of(
            "ECDSA P-256, method 9",
            site -> site.withEcdsa(KeyType.ECDSA_P256).withoutSignatureAuthentication()),
        Named.of("ECDSA P-384, RFC 7427", site -> site.withEcdsa(KeyType.ECDSA_P384)),
        Named.of("EAP-MSCHAPv2", site -> site.withEap(Site.ALICE)),
        Named.of("EAP-GTC", site -> site.withEap(Site.BOB)),
        Named.of("EAP-MD5", site -> site.withEap(Site.CAROL)),
        Named.of("EAP-TLS", site -> site.withEapTls(Site.DAVE)));
  }

  @ParameterizedTest
  @MethodSource("connections")
  void authenticatesAndCarriesTraffic(Function<Site, Connection> connection) {
    Scene scene = LABORATORY.scene();
    try (ObservedClient observed = ObservedClient.on(scene, connection.apply(scene.site()))) {
      observed.connectAndUseTunnel();
      assertThat(observed.client().nameServers()).contains(Site.DNS_SERVER);
      observed.client().disconnect();
      observed.dissect();
    }
  }

  static Stream<Named<Function<Site, Connection>>> impostors() {
    return Stream.of(
        Named.of("wrong pre-shared key", site -> site.withPreSharedKey("not the key")),
        Named.of("revoked certificate", Site::withRevokedCertificate),
        Named.of("wrong password, MSCHAPv2", site -> site.withEap(Site.ALICE, "guess")),
        Named.of("wrong password, GTC", site -> site.withEap(Site.BOB, "guess")),
        Named.of("wrong password, MD5", site -> site.withEap(Site.CAROL, "guess")));
  }

  @ParameterizedTest
  @MethodSource("impostors")
  void refusesAnImpostor(Function<Site, Connection> connection) {
    Scene scene = LABORATORY.scene();
    try (ObservedClient observed = ObservedClient.on(scene, connection.apply(scene.site()))) {
      assertThat(observed.client().tryToConnect().succeeded()).isFalse();
      assertThat(observed.client().log()).containsAnyOf("AUTHENTICATION_FAILED", "EAP_FAILURE");
      observed.dissect();
    }
  }

  @Test
  void takesTheAddressThatRadiusAssigns() {
    Scene scene = LABORATORY.scene();
    assumeThat(scene.headend()).isInstanceOf(GatehouseHeadend.class);
    try (ObservedClient observed = ObservedClient.on(scene, scene.site().withEap(Site.ERIN))) {
      observed.connectAndUseTunnel();
      assertThat(observed.client().virtualAddress()).contains(Site.ERIN_ADDRESS);
      observed.client().disconnect();
      observed.dissect();
    }
  }
}
