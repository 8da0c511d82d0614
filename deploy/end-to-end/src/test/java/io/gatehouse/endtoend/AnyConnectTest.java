package io.gatehouse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.gatehouse.endtoend.capture.Dissection;
import io.gatehouse.endtoend.certificate.Identity;
import io.gatehouse.endtoend.certificate.KeyType;
import io.gatehouse.endtoend.headend.GatehouseHeadend;
import io.gatehouse.endtoend.lab.Command;
import io.gatehouse.endtoend.lab.Namespace;
import io.gatehouse.endtoend.peer.AnyConnectClient;
import io.gatehouse.endtoend.peer.FreeRadius;
import io.gatehouse.endtoend.peer.InsideHost;
import io.gatehouse.endtoend.peer.RadiusUser;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** AnyConnect-EAP: user name and password in XML, checked by RADIUS, and a device's certificate. */
class AnyConnectTest {
  @RegisterExtension static final Laboratory LABORATORY = Laboratory.withClients(1);

  @BeforeEach
  void onlyGatehouseSpeaksAnyConnect() {
    assumeThat(LABORATORY.scene().headend()).isInstanceOf(GatehouseHeadend.class);
  }

  @Test
  void rightPassword() {
    try (ObservedAnyConnect client = connect(Site.ALICE, List.of(Site.ALICE.password()))) {
      client.assertTunnelWorks();
      client.dissect();
    }
  }

  @Test
  void wrongPasswordThenTheRightOne() {
    long rejected = radius().rejected(Site.ALICE.name());
    try (ObservedAnyConnect client = connect(Site.ALICE, List.of("guess", Site.ALICE.password()))) {
      client.assertTunnelWorks();
      client.dissect();
    }
    assertThat(radius().rejected(Site.ALICE.name())).isEqualTo(rejected + 1);
  }

  @Test
  void threeWrongPasswords() {
    long rejected = radius().rejected(Site.BOB.name());
    assertRefused(Site.BOB.name(), List.of("guess", "another", "a third"));
    assertThat(radius().rejected(Site.BOB.name())).isEqualTo(rejected + 3);
  }

  @Test
  void unknownUser() {
    assertRefused("mallory", List.of("guess", "another", "a third"));
    assertThat(radius().rejected("mallory")).isEqualTo(3);
  }

  /** After a wrong code the login begins anew, with its password. */
  @Test
  void aTokenAndANewPinAfterThePassword() {
    RadiusUser grace = Site.GRACE;
    long rejected = radius().rejected(grace.name());
    try (ObservedAnyConnect client =
        connect(
            grace,
            List.of(grace.password(), "000000", grace.password(), FreeRadius.TOKEN_CODE, "4711"))) {
      assertThat(client.client().output())
          .containsSubsequence(
              "Enter the code of your token.",
              "Login failed.",
              "Enter the code of your token.",
              "Choose a new PIN.");
      client.assertTunnelWorks();
      client.dissect();
    }
    assertThat(radius().rejected(grace.name())).isEqualTo(rejected + 1);
  }

  /** The last answer stands for the repetition too. */
  @Test
  void anExpiredPasswordIsReplaced() {
    RadiusUser heidi = Site.HEIDI;
    try (ObservedAnyConnect client =
        connect(
            heidi,
            List.of(heidi.password(), "new-one", "new-two", "short", "short", "long enough"))) {
      assertThat(client.client().output())
          .containsSubsequence(
              "Your password is a year old.",
              "The two new passwords are not the same.",
              "Take eight characters or more.");
      client.assertTunnelWorks();
      client.dissect();
    }
  }

  /** The other group has a banner, which comes with the login and with the addresses. */
  @Test
  void anotherGroupIsPickedWhileTheFormIsOpen() {
    try (ObservedAnyConnect client =
        connect(
            Site.ALICE,
            List.of(Site.ALICE.password()),
            "--identity",
            "groups",
            "--group",
            "staff",
            "--group",
            "partners")) {
      assertThat(client.client().output().split("Partners & guests: this network is watched", -1))
          .hasSizeGreaterThan(2);
      client.assertTunnelWorks();
      client.dissect();
    }
  }

  @Test
  void radiusIsSilent() {
    radius().fallSilent();
    try {
      assertRefused(Site.ALICE.name(), List.of(Site.ALICE.password()));
    } finally {
      radius().speakAgain();
    }
    try (ObservedAnyConnect client = connect(Site.ALICE, List.of(Site.ALICE.password()))) {
      client.assertTunnelWorks();
      client.dissect();
    }
  }

  @Test
  void addressAndNetworksFromRadius() {
    try (ObservedAnyConnect client = connect(Site.ERIN, List.of(Site.ERIN.password()))) {
      assertThat(client.client().address()).contains(Site.ERIN_ADDRESS);
      client.assertTunnelWorks();
      client.dissect();
    }
  }

  @Test
  void largeServerCertificateWithFragmentsOfRfc7383() {
    try (ObservedAnyConnect client =
        connect(
            Site.ALICE,
            List.of(Site.ALICE.password()),
            "--identity",
            "large",
            "--fragmentation",
            "rfc7383")) {
      client.assertTunnelWorks();
      client.dissect();
    }
  }

  @Test
  void clientThatSendsCiscoFragments() {
    try (ObservedAnyConnect client =
        connect(
            Site.ALICE,
            List.of(Site.ALICE.password()),
            "--identity",
            "large",
            "--fragmentation",
            "cisco")) {
      client.assertTunnelWorks();
      client.dissect();
    }
  }

  @Test
  void aClientThatVanishedLeavesNothingThatHindersTheNext() {
    ObservedAnyConnect lost = connect(Site.ALICE, List.of(Site.ALICE.password()));
    lost.client().kill9();
    Dissection before = lost.dissect();
    try (ObservedAnyConnect client = connect(Site.ALICE, List.of(Site.ALICE.password()))) {
      client.assertTunnelWorks();
      client.dissectWithout(before);
    }
  }

  @Test
  void aClientThatVanishesWhileItsUserIsTyping() {
    Command.Outcome gone =
        AnyConnectClient.tryToConnect(
            host(), authority(), Site.ALICE.name(), List.of("typing"), "--stop-after", "form");
    assertThat(gone.output()).contains("vanished");
    try (ObservedAnyConnect client = connect(Site.ALICE, List.of(Site.ALICE.password()))) {
      client.assertTunnelWorks();
      client.dissect();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = KeyType.class,
      names = {"RSA_2048", "ECDSA_P384"})
  void theDevicesCertificateThenThePassword(KeyType keyType) {
    String[] device = showing("device", site().device(keyType));
    try (ObservedAnyConnect client =
        connect(Site.ALICE, List.of("guess", Site.ALICE.password()), device)) {
      client.assertTunnelWorks();
      assertThat(headend().showSessions())
          .contains("Remote EAP id: alice", "Remote certificate: CN=laptop-07,");
      client.dissect();
    }
  }

  @Test
  void theDevicesCertificateAlone() {
    long accepted = radius().accepted();
    try (ObservedAnyConnect client =
        ObservedAnyConnect.connectDevice(
            LABORATORY.scene(), 1, showing("device-alone", site().device(KeyType.ECDSA_P256)))) {
      client.assertTunnelWorks();
      assertThat(headend().showSessions())
          .contains("Remote EAP id: laptop-07", "Remote certificate: CN=laptop-07,");
      client.dissect();
    }
    assertThat(radius().accepted()).isEqualTo(accepted);
  }

  @Test
  void theDevicesCertificateThenItsUsers() {
    String[] both =
        Stream.concat(
                Stream.of(showing("two-certificates", site().device(KeyType.ECDSA_P256))),
                AnyConnectClient.showingSecond(
                    host(), site().authority().client(KeyType.RSA_2048, "alice"))
                    .stream())
            .toArray(String[]::new);
    try (ObservedAnyConnect client =
        ObservedAnyConnect.connectDevice(LABORATORY.scene(), 1, both)) {
      client.assertTunnelWorks();
      assertThat(headend().showSessions())
          .contains("Remote EAP id: alice", "Remote certificate: CN=alice,");
      client.dissect();
    }
  }

  @Test
  void aDeviceOfAnotherAuthority() {
    Command.Outcome outcome =
        AnyConnectClient.tryToConnect(
            host(),
            authority(),
            Site.ALICE.name(),
            List.of(Site.ALICE.password()),
            showing("device", site().strangersDevice(KeyType.ECDSA_P256)));
    assertThat(outcome.succeeded()).isFalse();
    assertThat(outcome.output()).contains("The certificate of this device is not accepted.");
  }

  @Test
  void aDeviceWhoseCertificateIsRevoked() {
    Command.Outcome outcome =
        AnyConnectClient.tryToConnect(
            host(),
            authority(),
            Site.ALICE.name(),
            List.of(Site.ALICE.password()),
            showing("device", site().revokedClient()));
    assertThat(outcome.succeeded()).isFalse();
    assertThat(headend().output()).contains("device certificate: trustpoint RSA: CN=stolen.");
  }

  @Test
  void aUserWithoutTheDevicesCertificate() {
    Command.Outcome outcome =
        AnyConnectClient.tryToConnect(
            host(),
            authority(),
            Site.ALICE.name(),
            List.of(Site.ALICE.password()),
            "--identity",
            "device");
    assertThat(outcome.succeeded()).isFalse();
    assertThat(outcome.output()).contains("this device has sent none");
  }

  private static String[] showing(String identity, Identity device) {
    return Stream.concat(
            Stream.of("--identity", identity), AnyConnectClient.showing(host(), device).stream())
        .toArray(String[]::new);
  }

  private static Site site() {
    return LABORATORY.scene().site();
  }

  private static GatehouseHeadend headend() {
    return (GatehouseHeadend) LABORATORY.scene().headend();
  }

  private static void assertRefused(String userName, List<String> passwords) {
    Command.Outcome outcome =
        AnyConnectClient.tryToConnect(host(), authority(), userName, passwords);
    assertThat(outcome.succeeded()).isFalse();
    assertThat(InsideHost.answersPing(host())).isFalse();
  }

  private static ObservedAnyConnect connect(
      RadiusUser user, List<String> passwords, String... options) {
    return ObservedAnyConnect.connect(LABORATORY.scene(), 1, user, passwords, options);
  }

  private static Namespace host() {
    return LABORATORY.scene().client(1);
  }

  private static FreeRadius radius() {
    return LABORATORY.scene().radius();
  }

  private static Path authority() {
    return LABORATORY.scene().authorityFile();
  }
}
