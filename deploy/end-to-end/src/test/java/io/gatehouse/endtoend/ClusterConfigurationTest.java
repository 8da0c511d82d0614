package io.gatehouse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.client.initiator.ClientEvent;
import io.gatehouse.client.initiator.Credentials;
import io.gatehouse.client.initiator.InitiatorSettings;
import io.gatehouse.endtoend.certificate.Identity;
import io.gatehouse.endtoend.certificate.KeyType;
import io.gatehouse.endtoend.cluster.ActivationTable;
import io.gatehouse.endtoend.cluster.ClusterScene;
import io.gatehouse.endtoend.headend.ClusterNode;
import io.gatehouse.endtoend.headend.Headend;
import io.gatehouse.endtoend.headend.OperatorTerminal;
import io.gatehouse.endtoend.measure.SimulatedUser;
import io.gatehouse.endtoend.measure.WatchedClient;
import io.gatehouse.endtoend.peer.RadiusUser;
import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Assumptions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The configuration is an object of the cluster: whatever is entered at the terminal of one node
 * holds on all, whoever dies meanwhile. One cluster of three goes through all of it; how soon a
 * version is active is in {@code target/configuration-activation.md}.
 */
@Tag("cluster")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterConfigurationTest {
  private static final int NODES = 3;
  private static final int VERSIONS = 20;
  private static final Path TABLE = Path.of("target/configuration-activation.md");
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration REKEYING = Duration.ofSeconds(20);
  private static final String OTHER_DNS_SERVER = "198.51.100.77";

  private static final List<String> WHAT_A_PROFILE_REFERS_TO =
      """
      configure terminal
      aaa authentication login list1 group FREERADIUS
      aaa authorization network list1 local
      aaa accounting network list1 start-stop group FREERADIUS
      crypto pki trustpoint CA1
      certificate pki/rsa.pem
      private-key pki/rsa.key
      ca-certificate pki/ca.pem
      revocation-check none
      crypto ikev2 name-mangler mangler1
      dn common-name
      end
      """
          .lines()
          .toList();

  private static final List<String> FOURTEEN_STEPS =
      """
      enable
      configure terminal
      crypto ikev2 profile profile1
      aaa accounting anyconnect-eap list1
      match identity remote key-id aggauth_user3@abc.com
      authentication remote anyconnect-eap aggregate cert-request
      authentication local rsa-sig
      pki trustpoint CA1
      aaa authentication anyconnect-eap list1
      aaa authorization group anyconnect-eap list list1 name-mangler mangler1
      aaa authorization user anyconnect-eap cached
      aaa authorization user anyconnect-eap list list1 name-mangler mangler1
      end
      show crypto ikev2 session detailed
      """
          .lines()
          .toList();

  private static ClusterScene scene;
  private static Operators operators;

  @BeforeAll
  static void start() {
    LaboratoryMachine.require();
    Assumptions.assumeThat(Headend.isGatehouse()).isTrue();
    Path files = Path.of("target/lab/ClusterConfigurationTest");
    Laboratory.delete(files);
    scene = ClusterScene.open(files, NODES, 0);
    operators = new Operators(scene);
  }

  @AfterAll
  static void end() {
    if (scene == null) {
      return;
    }
    operators.close();
    scene.close();
  }

  @Test
  @Order(1)
  void theFourteenStepsLetAUserInAtAnotherNodeAndAThirdShowsThem() {
    RadiusUser user = ClusterScene.user(1);
    active(operators.at(3).enterAll(WHAT_A_PROFILE_REFERS_TO));
    try (OperatorTerminal stranger = scene.node(1).terminal()) {
      assertThat(stranger.enterAll(FOURTEEN_STEPS)).contains("IPv6 Crypto IKEv2 Session");
    }
    awaitActive(version(scene.node(1)));

    try (WatchedClient client = scene.connectThrough(scene.node(2), user, withDevice(user))) {
      assertThat(client.connected().nameServers()).containsExactly(Site.DNS_SERVER);
      assertThat(operators.at(3).enter("show crypto ikev2 session detailed"))
          .contains("aggauth_user3@abc.com", "Status:UP-ACTIVE", client.insideAddress());
      assertThat(client.disconnect()).isTrue();
    }
  }

  @Test
  @Order(2)
  void aVersionIsActiveOnAllNodes() {
    ActivationTable table = new ActivationTable();
    for (int number = 1; number <= VERSIONS; number++) {
      ClusterNode node = scene.node(number % NODES + 1);
      operators.configure(node.number(), "hostname version-" + number);
      Instant ended = Instant.now();
      long version = active(operators.at(node.number()).enter("end"));
      table.add(version, ended, node, scene.nodes());
    }
    System.out.println(table);
    table.write(TABLE);
  }

  @Test
  @Order(3)
  void ofTwoEditorsTheSecondIsToldAndNothingOfEitherIsLost() {
    operators.configure(1, "ip local pool ONE 10.97.1.1 10.97.1.9");
    operators.configure(2, "ip local pool TWO 10.97.2.1 10.97.2.9");
    long first = active(operators.at(1).enter("end"));

    assertThat(operators.at(2).enter("end"))
        .contains("The configuration is version " + first, "on node1", "'end' again");
    assertThat(operators.at(2).enter("do show running-config | include ip local pool ONE"))
        .contains("10.97.1.9");
    active(operators.at(2).enter("end"));
    assertThat(operators.at(3).enter("show running-config | include ip local pool"))
        .contains("ONE 10.97.1.1", "TWO 10.97.2.1");
  }

  @Test
  @Order(4)
  void aNodeDiesWhileSomebodyConfiguresOnItAndFollowsTheOthersWhenItIsBack() {
    ClusterNode dying = scene.node(2);
    long before = version(dying);
    operators.configure(2, "hostname lost");
    dying.kill9();
    assertThat(operators.lastWords(2, "end")).contains("the node has gone", "is lost, unless");

    operators.configure(1, "hostname kept");
    long after = operators.endAtLast(1);
    assertThat(after).isEqualTo(before + 1);
    dying.startAgain();
    scene.awaitUp(NODES);
    awaitActive(after);
    assertThat(operators.hostname(2)).isEqualTo("hostname kept");
  }

  @Test
  @Order(5)
  void whatWasAnsweredHoldsAlthoughTheNodeDiesAtOnce() {
    ClusterNode dying = scene.node(1);
    operators.configure(1, "hostname last-words");
    long version = Operators.committed(operators.at(1).enter("end"));
    dying.kill9();
    assertThat(operators.lastWords(1, "show version"))
        .contains("the node has gone")
        .doesNotContain("lost");

    awaitActive(version, scene.node(2), scene.node(3));
    dying.startAgain();
    scene.awaitUp(NODES);
    awaitActive(version);
    assertThat(operators.hostname(1)).isEqualTo("hostname last-words");
  }

  @Test
  @Order(6)
  void nothingThatWasEnteredIsLostWhileTheDatabaseIsAway() {
    operators.configure(3, "hostname patient");
    scene.database().shutDown();
    try {
      assertThat(operators.at(3).enter("end"))
          .contains("% the session store is unavailable", "'end' again");
    } finally {
      scene.database().startAgain();
    }
    awaitActive(operators.endAtLast(3));
    assertThat(operators.hostname(1)).isEqualTo("hostname patient");
  }

  @Test
  @Order(7)
  void sessionsKeepTheVersionThatTheyWereMadeWith() throws IOException {
    Path replacement = replacement(scene.node(2));
    long before = version(scene.node(2));
    try (WatchedClient old = scene.connect(2)) {
      assertThat(old.connected().nameServers()).containsExactly(Site.DNS_SERVER);

      active(operators.at(2).enter("configure replace " + replacement));
      assertThat(nameServersOf(3)).containsExactly(OTHER_DNS_SERVER);
      assertThat(old.rekey(REKEYING)).isTrue();

      active(operators.at(3).enter("configure rollback " + before));
      assertThat(nameServersOf(4)).containsExactly(Site.DNS_SERVER);
      long now = System.nanoTime();
      Awaitility.await().atMost(LIMIT).until(() -> old.isWell(now));
      assertThat(old.disconnect()).isTrue();
    }
  }

  /** The policy that the node came with, in which clients are told of another server. */
  private static Path replacement(ClusterNode node) throws IOException {
    String text = Files.readString(node.files().resolve("policy.cfg"));
    return Files.writeString(
        node.files().resolve("replacement.cfg"), text.replace(Site.DNS_SERVER, OTHER_DNS_SERVER));
  }

  @Test
  @Order(8)
  void aUserIsClearedAtANodeThatDoesNotHaveTheSession() {
    try (WatchedClient client = scene.connect(5)) {
      int elsewhere = scene.owner(client).number() % NODES + 1;
      assertThat(operators.at(elsewhere).enter("clear crypto session user user5"))
          .contains("Sessions that end: 1");
      Awaitility.await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> assertThat(client.lost()).contains(new ClientEvent.Deleted("headend")));
    }
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(stop("user5"))
                    .hasValueSatisfying(
                        entry -> assertThat(entry).contains("Acct-Terminate-Cause = Admin-Reset")));
  }

  @Test
  @Order(9)
  void everyNodeTellsWhatAllHaveCountedAndTriesLogins() {
    RadiusUser user = ClusterScene.user(6);
    assertThat(operators.at(2).enter("show cluster"))
        .contains("node1", "node2", "node3", "3 nodes")
        .doesNotContain("No answer");
    assertThat(operators.at(1).enter("show aaa servers"))
        .contains("current UP", "at node1", "at node2", "at node3")
        .doesNotContain("accept 0,");
    assertThat(operators.at(3).enter(trial(user.name(), user.password())))
        .contains("User successfully authenticated");
    assertThat(operators.at(3).enter(trial(user.name(), "guess"))).contains("User rejected");
    assertThat(operators.at(2).enter("show crypto ikev2 stats node node3"))
        .contains("Crypto IKEv2 SA Statistics");
  }

  private static String trial(String user, String password) {
    return "test aaa group FREERADIUS %s %s legacy".formatted(user, password);
  }

  private static Optional<String> stop(String user) {
    return Arrays.stream(scene.radius().accounting().split("\n\n", -1))
        .filter(entry -> entry.contains("User-Name = \"" + user + "\""))
        .filter(entry -> entry.contains("Acct-Status-Type = Stop"))
        .findFirst();
  }

  private static List<String> nameServersOf(int user) {
    try (WatchedClient client = scene.connect(user)) {
      List<String> nameServers = client.connected().nameServers();
      assertThat(client.disconnect()).isTrue();
      return nameServers;
    }
  }

  /** What profile1 asks for: the device's certificate, and the user's password. */
  private static InitiatorSettings withDevice(RadiusUser user) {
    Identity device = scene.site().device(KeyType.RSA_2048);
    return SimulatedUser.impatient(scene.site(), user)
        .with(
            new Credentials.AnyConnect(
                user.name(),
                List.of(Secret.utf8(user.password())),
                Optional.of(
                    new Credentials.Certificate(
                        device.privateKey(), List.of(device.certificate())))),
            new Identification(Identification.ID_KEY_ID, Octets.utf8("aggauth_user3@abc.com")));
  }

  /** The version that was answered, as soon as all nodes have it. */
  private static long active(String shown) {
    long version = Operators.committed(shown);
    awaitActive(version);
    return version;
  }

  private static void awaitActive(long version) {
    awaitActive(version, scene.nodes().toArray(ClusterNode[]::new));
  }

  private static void awaitActive(long version, ClusterNode... nodes) {
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> Arrays.stream(nodes).allMatch(node -> version(node) == version));
  }

  private static long version(ClusterNode node) {
    return ClusterScene.counter(node, "configuration_version");
  }
}
