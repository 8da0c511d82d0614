package io.gatehouse.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatehouse.cluster.membership.NodeName;
import io.gatehouse.cluster.session.SessionRecord;
import io.gatehouse.cluster.store.MasterKeyFile;
import io.gatehouse.cluster.store.SessionStore;
import io.gatehouse.cluster.store.StoreSettings;
import io.gatehouse.node.cluster.ClusterAuthority;
import io.gatehouse.node.cluster.Member;
import io.gatehouse.node.cluster.MemberAddress;
import io.gatehouse.node.cluster.TlsFiles;
import io.gatehouse.protocol.ike.exchange.SessionState;
import io.gatehouse.protocol.octets.Secret;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stranger "b" uses the database of a node that has begun a cluster without it. */
class SecondClusterTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir private Path directory;
  private Member node;
  private SessionStore<SessionState> store;

  @BeforeEach
  void start() {
    node = member("a");
    store = open("a");
    await().atMost(LIMIT).until(() -> node.up() == 1);
  }

  @AfterEach
  void stop() {
    store.close();
    node.close();
  }

  @Test
  void aNodeBesideAnotherClusterDoesNotStart() {
    try (SessionStore<SessionState> _ = stranger()) {
      assertThatThrownBy(() -> SecondCluster.ruleOut(node.system(), store.members()))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining(
              "this node is not in one cluster with b, which use the same database")
          .hasMessageContaining("seed-nodes");
    }
  }

  @Test
  void aNodeStartsWhenTheOtherClusterHasEnded() {
    CompletableFuture<Void> look;
    try (SessionStore<SessionState> _ = stranger()) {
      look =
          CompletableFuture.runAsync(() -> SecondCluster.ruleOut(node.system(), store.members()));
      await().atMost(LIMIT).until(() -> store.members().living().contains("a"));
      assertThat(look).isNotDone();
    }

    assertThatCode(look::join).doesNotThrowAnyException();
  }

  private SessionStore<SessionState> stranger() {
    SessionStore<SessionState> stranger = open("b");
    stranger.members().enter();
    return stranger;
  }

  private Member member(String name) {
    MemberAddress self = Member.freeAddress();
    TlsFiles tls =
        ClusterAuthority.open(directory, InstantSource.system(), RANDOM)
            .issue(new NodeName(name), List.of(self.host()), Duration.ofDays(1));
    return Member.start(name, self, self, tls);
  }

  private SessionStore<SessionState> open(String name) {
    Path keys = directory.resolve("master-keys");
    new MasterKeyFile(keys).readOrCreate(RANDOM);
    return SessionStore.open(
        new StoreSettings(
            "jdbc:h2:file:" + directory.resolve("sessions"),
            "gatehouse",
            Secret.utf8(""),
            name,
            keys,
            1,
            100,
            Duration.ZERO,
            100,
            100,
            Duration.ofSeconds(5)),
        new SessionRecord(),
        RANDOM,
        Clock.systemUTC());
  }
}
