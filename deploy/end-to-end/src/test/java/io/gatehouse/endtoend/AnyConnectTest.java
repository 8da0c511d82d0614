package io.gatehouse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.gatehouse.endtoend.headend.GatehouseHeadend;
import io.gatehouse.endtoend.lab.Command;
import io.gatehouse.endtoend.lab.Namespace;
import io.gatehouse.endtoend.peer.AnyConnectClient;
import io.gatehouse.endtoend.peer.FreeRadius;
import io.gatehouse.endtoend.peer.InsideHost;
import io.gatehouse.endtoend.peer.RadiusUser;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** AnyConnect-EAP: user name and password in XML, checked by RADIUS. */
class AnyConnectTest {
  @RegisterExtension static final Laboratory LABORATORY = Laboratory.withClients(1);

  @BeforeEach
  void onlyGatehouseSpeaksAnyConnect() {
    assumeThat(LABORATORY.scene().headend()).isInstanceOf(GatehouseHeadend.class);
  }

  @Test
  void rightPassword() {
    try (AnyConnectClient client = connect(Site.ALICE, List.of(Site.ALICE.password()))) {
      assertTunnelWorks(client);
    }
  }

  @Test
  void wrongPasswordThenTheRightOne() {
    long rejected = radius().rejected(Site.ALICE.name());
    try (AnyConnectClient client = connect(Site.ALICE, List.of("guess", Site.ALICE.password()))) {
      assertTunnelWorks(client);
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

  @Test
  void radiusIsSilent() {
    radius().fallSilent();
    try {
      assertRefused(Site.ALICE.name(), List.of(Site.ALICE.password()));
    } finally {
      radius().speakAgain();
    }
    try (AnyConnectClient client = connect(Site.ALICE, List.of(Site.ALICE.password()))) {
      assertTunnelWorks(client);
    }
  }

  @Test
  void addressAndNetworksFromRadius() {
    try (AnyConnectClient client = connect(Site.ERIN, List.of(Site.ERIN.password()))) {
      assertThat(client.address()).contains(Site.ERIN_ADDRESS);
      assertTunnelWorks(client);
    }
  }

  @Test
  void largeServerCertificateWithFragmentsOfRfc7383() {
    try (AnyConnectClient client =
        connect(
            Site.ALICE,
            List.of(Site.ALICE.password()),
            "--identity",
            "large",
            "--fragmentation",
            "rfc7383")) {
      assertTunnelWorks(client);
    }
  }

  @Test
  void clientThatSendsCiscoFragments() {
    try (AnyConnectClient client =
        connect(
            Site.ALICE,
            List.of(Site.ALICE.password()),
            "--identity",
            "large",
            "--fragmentation",
            "cisco")) {
      assertTunnelWorks(client);
    }
  }

  @Test
  void aClientThatVanishedLeavesNothingThatHindersTheNext() {
    AnyConnectClient lost = connect(Site.ALICE, List.of(Site.ALICE.password()));
    lost.kill9();
    try (AnyConnectClient client = connect(Site.ALICE, List.of(Site.ALICE.password()))) {
      assertTunnelWorks(client);
    }
  }

  @Test
  void aClientThatVanishesWhileItsUserIsTyping() {
    Command.Outcome gone =
        AnyConnectClient.tryToConnect(
            host(), authority(), Site.ALICE.name(), List.of("typing"), "--stop-after", "form");
    assertThat(gone.output()).contains("vanished");
    try (AnyConnectClient client = connect(Site.ALICE, List.of(Site.ALICE.password()))) {
      assertTunnelWorks(client);
    }
  }

  private static void assertTunnelWorks(AnyConnectClient client) {
    InsideHost.ping(client.host());
    InsideHost.exchangeFiles(client.host());
    assertThat(client.address()).hasValueSatisfying(AnyConnectTest::assertSeenInside);
  }

  private static void assertSeenInside(String address) {
    assertThat(LABORATORY.scene().insideHost().hasSeen(address)).isTrue();
  }

  private static void assertRefused(String userName, List<String> passwords) {
    Command.Outcome outcome =
        AnyConnectClient.tryToConnect(host(), authority(), userName, passwords);
    assertThat(outcome.succeeded()).isFalse();
    assertThat(InsideHost.answersPing(host())).isFalse();
  }

  private static AnyConnectClient connect(
      RadiusUser user, List<String> passwords, String... options) {
    return AnyConnectClient.connect(host(), authority(), user.name(), passwords, options);
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
