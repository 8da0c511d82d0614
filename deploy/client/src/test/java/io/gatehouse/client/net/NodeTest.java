package io.gatehouse.client.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.client.initiator.ClientEvent;
import io.gatehouse.client.initiator.Command;
import io.gatehouse.client.initiator.Credentials;
import io.gatehouse.client.initiator.Fragmentation;
import io.gatehouse.client.initiator.InitiatorSettings;
import io.gatehouse.client.initiator.MessageIdSync;
import io.gatehouse.client.initiator.Retransmission;
import io.gatehouse.node.Node;
import io.gatehouse.node.NodeSettings;
import io.gatehouse.node.NodeSettingsFile;
import io.gatehouse.node.StartFailure;
import io.gatehouse.protocol.ike.crypto.Encryption;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.crypto.Prf;
import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.ike.policy.EncryptionChoice;
import io.gatehouse.protocol.ike.policy.EspProposal;
import io.gatehouse.protocol.ike.policy.IkeProposal;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole node and a client in one process, with real datagrams between them. */
@Timeout(120)
class NodeTest {

  private static final String KEY = "a-key-of-the-test";
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final List<EncryptionChoice> GCM =
      List.of(new EncryptionChoice(Encryption.ENCR_AES_GCM_16, 256));
  private static final String POLICY =
      """
      aaa new-model
      aaa authorization network LOCAL local
      ip local pool REMOTE 10.99.0.1 10.99.0.254
      crypto ikev2 authorization policy REMOTE
       pool REMOTE
      crypto ikev2 proposal AEAD
       encryption aes-gcm-256
       prf sha256
       group 31
      crypto ikev2 policy TEST
       proposal AEAD
      crypto ikev2 keyring LAPTOPS
       peer LAPTOPS
        identity fqdn domain example.org
        pre-shared-key %s
      crypto ipsec transform-set GCM esp-gcm 256
      crypto ipsec profile GCM
       set transform-set GCM
      crypto ikev2 profile PSK
       match identity remote fqdn domain example.org
       identity local fqdn headend.example.org
       authentication remote pre-share
       authentication local pre-share
       keyring local LAPTOPS
       aaa authorization group psk list LOCAL REMOTE
       virtual-template 1
      interface Virtual-Template1 type tunnel
       tunnel protection ipsec profile GCM
      """
          .formatted(KEY);

  @TempDir private Path directory;

  @Test
  void aSessionOutlivesItsNodeOnH2() throws Exception {
    aSessionOutlivesItsNode("jdbc:h2:file:" + directory.resolve("sessions"), "gatehouse");
  }

  @Test
  void aSessionOutlivesItsNodeOnPostgresql() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      aSessionOutlivesItsNode(
          "jdbc:postgresql://localhost:" + server.getPort() + "/postgres", "postgres");
    }
  }

  private void aSessionOutlivesItsNode(String url, String user) throws Exception {
    NodeSettings settings = settings(url, user);
    try (VpnClient client = client(settings)) {
      try (Node _ = Node.start(settings)) {
        assertThat(client.connect().join())
            .isInstanceOfSatisfying(
                ClientEvent.Connected.class,
                connected -> assertThat(connected.addresses()).hasSize(1));
        assertThat(client.command(Command.PROBE).join()).isEqualTo(new ClientEvent.Alive());
      }
      try (Node _ = Node.start(settings)) {
        assertThat(client.command(Command.PROBE).join()).isEqualTo(new ClientEvent.Alive());
        assertThat(client.command(Command.REKEY_IKE).join())
            .isEqualTo(new ClientEvent.Rekeyed("ike", "client"));
        assertThat(shown(settings)).contains("Total sessions: 1\n", "laptop.example.org");
        assertThat(client.command(Command.DELETE).join())
            .isEqualTo(new ClientEvent.Deleted("client"));
        assertThat(shown(settings)).contains("Total sessions: 0\n");
      }
    }
  }

  @Test
  void aNodeThatCannotStartSaysWhyAndLeavesNothingBehind() throws Exception {
    NodeSettings settings = settings("jdbc:h2:file:" + directory.resolve("sessions"), "gatehouse");
    try (DatagramSocket taken = new DatagramSocket(settings.udp().ikePort(), LOOPBACK)) {
      assertThatThrownBy(() -> Node.start(settings))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining(Integer.toString(taken.getLocalPort()));
    }
    Node.start(settings).close();
  }

  private static String shown(NodeSettings settings) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + settings.administration().getPort() + "/sessions");
      return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  private NodeSettings settings(String url, String user) throws IOException {
    Files.writeString(directory.resolve("flexvpn.conf"), POLICY);
    secret("cluster-secret");
    secret("master-keys");
    String text =
        """
        gatehouse {
          state-directory = "%s"
          ike { addresses = ["127.0.0.1"], port = %d, nat-traversal-port = %d }
          administration.port = %d
          data-plane = none
          store { url = "%s", user = "%s" }
        }
        pekko.coordinated-shutdown.exit-jvm = off
        """
            .formatted(directory, udpPort(), udpPort(), tcpPort(), url, user);
    return NodeSettingsFile.read(Files.writeString(directory.resolve("gatehouse.conf"), text));
  }

  /** As the nodes of a cluster are given it. */
  private void secret(String name) throws IOException {
    Path file = directory.resolve(name);
    Files.writeString(file, "1 " + Base64.getEncoder().encodeToString(new byte[32]) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static int udpPort() throws IOException {
    try (DatagramSocket free = new DatagramSocket(0, LOOPBACK)) {
      return free.getLocalPort();
    }
  }

  private static int tcpPort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, LOOPBACK)) {
      return free.getLocalPort();
    }
  }

  private static VpnClient client(NodeSettings node) {
    InitiatorSettings settings =
        new InitiatorSettings(
            new Credentials.PreSharedKey(Secret.utf8(KEY)),
            new Identification(Identification.ID_FQDN, Octets.utf8("laptop.example.org")),
            List.of(),
            Optional.empty(),
            List.of(
                new IkeProposal(
                    "ike",
                    GCM,
                    List.of(),
                    List.of(Prf.PRF_HMAC_SHA2_256),
                    List.of(KeyExchangeMethod.CURVE25519))),
            List.of(new EspProposal("esp", GCM, List.of(), List.of())),
            KeyExchangeMethod.CURVE25519,
            Fragmentation.RFC7383,
            1200,
            0,
            new Retransmission(Duration.ofMillis(500), 8),
            Optional.empty(),
            MessageIdSync.ANSWERED);
    return VpnClient.start(
        new Headend(LOOPBACK, node.udp().ikePort(), node.udp().natTraversalPort()),
        new InetSocketAddress(LOOPBACK, 0),
        settings,
        Optional.empty(),
        _ -> {});
  }
}
