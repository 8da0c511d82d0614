package io.gatehouse.node.radius;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.cluster.aaa.AccessReply;
import io.gatehouse.cluster.aaa.AccessReply.Accept;
import io.gatehouse.cluster.aaa.AccessReply.Reject;
import io.gatehouse.cluster.aaa.AccessReply.Unanswered;
import io.gatehouse.cluster.aaa.AccessRequest;
import io.gatehouse.cluster.aaa.AccessRequest.Credential;
import io.gatehouse.cluster.aaa.AttributeType;
import io.gatehouse.cluster.aaa.RadiusAttribute;
import io.gatehouse.cluster.config.PasswordProtocol;
import io.gatehouse.cluster.config.RadiusServer;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that are to be asked with MS-CHAPv2: FreeRADIUS, and one that pretends. */
class MsChapV2ServersTest {

  private static final Duration PATIENT = Duration.ofSeconds(10);

  @TempDir Path directory;

  private final UdpRadiusClient client =
      UdpRadiusClient.open(RadiusSettings.withDeadTime(Duration.ZERO));

  @AfterEach
  void close() {
    client.close();
  }

  private static RadiusServer withMsChapV2(RadiusServer server) {
    return new RadiusServer(
        server.name(),
        server.address(),
        server.authenticationPort(),
        server.accountingPort(),
        server.key(),
        server.timeout(),
        server.retransmit(),
        PasswordProtocol.MS_CHAP_V2);
  }

  private AccessReply ask(RadiusServer server, String user, Credential credential) {
    AccessRequest request =
        new AccessRequest(
            credential,
            List.of(
                RadiusAttribute.text(AttributeType.USER_NAME, user),
                RadiusAttribute.integer(AttributeType.SERVICE_TYPE, user.equals("staff") ? 5 : 1)));
    return client.send(request, List.of(withMsChapV2(server))).toCompletableFuture().join();
  }

  private AccessReply ask(RadiusServer server, String user, String password) {
    return ask(server, user, new Credential.Password(Secret.utf8(password)));
  }

  private FreeRadius freeRadius() {
    assumeTrue(FreeRadius.isInstalled(), "/usr/sbin/freeradius is not installed");
    return FreeRadius.start(directory, users());
  }

  /** NT-Password is MD4 of the password in UTF-16: the directory has none of it in the clear. */
  private static String users() {
    return """
    alice NT-Password := 0x%s
      Class = 0x636c617373

    äöü Cleartext-Password := "Pässwört€"

    staff Cleartext-Password := "cisco", Service-Type == Outbound-User
      Framed-Pool = "staff-pool"
    """
        .formatted(Octets.copyOf(MsChapV2Peer.md4("wonderland".getBytes(UTF_16LE))).hex());
  }

  @Test
  void aDirectoryThatOnlyKeepsHashesChecksPasswords() throws Exception {
    try (FreeRadius freeRadius = freeRadius()) {
      RadiusServer server = freeRadius.configured("free", PATIENT, 0);

      AccessReply right = ask(server, "alice", "wonderland");
      assertThat(right).isInstanceOf(Accept.class);
      assertThat(((Accept) right).attributes().first(AttributeType.CLASS)).isPresent();
      assertThat(((Accept) right).masterSessionKey()).isEmpty();
      assertThat(ask(server, "alice", "Wonderland")).isInstanceOf(Reject.class);
      assertThat(ask(server, "äöü", "Pässwört€")).isInstanceOf(Accept.class);
      assertThat(Files.readString(directory.resolve("log")))
          .contains("MS-CHAP2-Response")
          .doesNotContain("User-Password = ");
    }
  }

  @Test
  void whatAGroupIsGivenIsAskedForWithItsPassword() {
    try (FreeRadius freeRadius = freeRadius()) {
      AccessReply reply =
          ask(
              freeRadius.configured("free", PATIENT, 0),
              "staff",
              new Credential.AuthorizationPassword(Secret.utf8("cisco")));

      assertThat(reply).isInstanceOf(Accept.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"S=", "\1S=0123456789ABCDEF0123456789ABCDEF01234567"})
  void aServerThatDoesNotKnowThePasswordIsNotBelieved(String success) {
    ForgedReply accept = ForgedReply.accept().withVendor(311, 26, Octets.utf8(success));
    try (ScriptedServer server = ScriptedServer.answering(accept)) {
      assertThat(ask(server.configured("liar", PATIENT, 0), "alice", "wonderland"))
          .isEqualTo(
              new Unanswered(
                  "RADIUS server liar accepts a password that it does not know:"
                      + " MS-CHAP2-Success is wrong"));
    }
  }

  @Test
  void aServerThatAcceptsWhateverComesNeedsNoPassword() {
    try (ScriptedServer server = ScriptedServer.answering(ForgedReply.accept())) {
      assertThat(ask(server.configured("kind", PATIENT, 0), "alice", "wonderland"))
          .isInstanceOf(Accept.class);
    }
  }

  @Test
  void aPasswordIsSentNeitherAsItIsNorTwiceInTheSameWay() {
    try (ScriptedServer server = ScriptedServer.answering(ForgedReply.reject())) {
      RadiusServer configured = server.configured("server", PATIENT, 0);
      ask(configured, "alice", "wonderland");
      ask(configured, "alice", "wonderland");

      assertThat(server.requests()).hasSize(2).allMatch(request -> values(request, 2).isEmpty());
      assertThat(server.requests().stream().flatMap(request -> values(request, 26).stream()))
          .hasSize(4)
          .doesNotHaveDuplicates();
    }
  }

  private static List<Octets> values(Octets request, int type) {
    List<Octets> values = new ArrayList<>();
    for (int at = 20; at < request.length(); at += request.at(at + 1)) {
      if (request.at(at) == type) {
        values.add(request.slice(at + 2, at + request.at(at + 1)));
      }
    }
    return values;
  }
}
