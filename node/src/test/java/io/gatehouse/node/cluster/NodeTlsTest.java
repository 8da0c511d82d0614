package io.gatehouse.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatehouse.cluster.membership.NodeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeTlsTest {

  private static final Duration LIFE = Duration.ofDays(90);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path directory;

  @Test
  void membersOfOneAuthorityFormACluster() {
    ClusterAuthority authority = authority("ours");
    MemberAddress seed = Member.freeAddress();
    try (Member first = Member.start("a", seed, seed, certificate(authority, "a"));
        Member second =
            Member.start("b", Member.freeAddress(), seed, certificate(authority, "b"))) {
      await().atMost(LIMIT).until(() -> first.up() == 2 && second.up() == 2);
    }
  }

  @Test
  void aNodeOfAnotherAuthorityDoesNotGetIn() throws SSLException {
    NodeTls ours = open(certificate(authority("ours"), "a"));
    NodeTls other = open(certificate(authority("other"), "b"));

    assertThatThrownBy(() -> handshake(client(other), server(ours)))
        .isInstanceOf(SSLException.class);
    assertThatThrownBy(() -> handshake(client(ours), server(other)))
        .isInstanceOf(SSLException.class);
  }

  @Test
  void aClusterStaysAsItIsWhenAStrangerAsksToJoin() {
    MemberAddress seed = Member.freeAddress();
    try (Member first = Member.start("a", seed, seed, certificate(authority("ours"), "a"));
        Member stranger =
            Member.start("b", Member.freeAddress(), seed, certificate(authority("other"), "b"))) {
      await().atMost(LIMIT).until(() -> first.up() == 1);
      await()
          .during(Duration.ofSeconds(3))
          .atMost(LIMIT)
          .until(() -> first.up() == 1 && stranger.up() == 0);
    }
  }

  @Test
  void onlyTls13WithACertificateOfTheClientIsSpoken() throws SSLException {
    NodeTls node = open(certificate(authority("ours"), "a"));
    SSLEngine client = client(node);

    handshake(client, server(node));

    assertThat(client.getSession().getProtocol()).isEqualTo("TLSv1.3");
    assertThat(server(node).getNeedClientAuth()).isTrue();
    assertThat(server(node).getEnabledProtocols()).containsExactly("TLSv1.3");
  }

  @Test
  void aCertificateIsGoodForItsOwnAddressOnly() {
    NodeTls node = open(certificate(authority("ours"), "a"));

    assertThatThrownBy(() -> handshake(node.createClientSSLEngine("127.0.0.2", 1), server(node)))
        .isInstanceOf(SSLException.class);
  }

  @Test
  void aNewCertificateIsTakenWithoutARestart() throws IOException {
    TlsFiles files = certificate(authority("ours"), "a");
    NodeTls node = open(files);
    TlsFiles next = certificate(authority("next"), "a");
    NodeTls nextNode = open(next);
    assertThatThrownBy(() -> handshake(client(nextNode), server(node)))
        .isInstanceOf(SSLException.class);

    replace(next.authority(), files.authority());
    replace(next.key(), files.key());
    assertThatThrownBy(() -> handshake(client(nextNode), server(node)))
        .as("half of the files are new: the old ones go on being used")
        .isInstanceOf(SSLException.class);
    replace(next.certificate(), files.certificate());

    handshake(client(nextNode), server(node));
    handshake(client(node), server(nextNode));
  }

  @Test
  void filesThatCannotBeUsedAreNamed() throws IOException {
    TlsFiles a = certificate(authority("ours"), "a");
    TlsFiles b = certificate(authority("ours"), "b");

    assertThatThrownBy(() -> open(new TlsFiles(a.certificate(), b.key(), a.authority())))
        .hasMessageContaining(b.key() + " is not the one of the certificate " + a.certificate());
    assertThatThrownBy(() -> open(new TlsFiles(directory.resolve("no"), b.key(), a.authority())))
        .hasMessageContaining("there is no " + directory.resolve("no"));
    assertThatThrownBy(() -> open(new TlsFiles(a.key(), a.key(), a.authority())))
        .hasMessageContaining(a.key() + " holds no certificate");
  }

  private ClusterAuthority authority(String name) {
    return ClusterAuthority.open(
        directory.resolve(name), InstantSource.system(), new SecureRandom());
  }

  private static TlsFiles certificate(ClusterAuthority authority, String node) {
    return authority.issue(new NodeName(node), List.of(Member.LOOPBACK), LIFE);
  }

  private static NodeTls open(TlsFiles files) {
    return NodeTls.open(files, InstantSource.system());
  }

  private static SSLEngine client(NodeTls node) {
    return node.createClientSSLEngine(Member.LOOPBACK, 1);
  }

  private static SSLEngine server(NodeTls node) {
    return node.createServerSSLEngine(Member.LOOPBACK, 1);
  }

  /** Files of the same second are told apart. */
  private static void replace(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    Files.setLastModifiedTime(to, FileTime.from(Instant.now().plusSeconds(60)));
  }

  private static void handshake(SSLEngine client, SSLEngine server) throws SSLException {
    EngineWire wire = new EngineWire(client, server);
    client.beginHandshake();
    server.beginHandshake();
    for (int turn = 0; turn < 100; turn++) {
      wire.turn();
    }
    assertThat(client.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
    assertThat(server.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
  }
}
