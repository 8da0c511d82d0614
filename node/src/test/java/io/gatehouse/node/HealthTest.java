package io.gatehouse.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.gatehouse.node.http.Page;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthTest {

  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final ActorSystem<Void> system =
      ActorSystem.create(
          Behaviors.empty(),
          "gatehouse",
          ConfigFactory.parseResources("pekko-node.conf")
              .withFallback(ConfigFactory.defaultReferenceUnresolved())
              .resolve());
  private boolean open = true;
  private CompletableFuture<Void> stored = CompletableFuture.completedFuture(null);
  private final Health health = new Health(() -> open, () -> stored);

  @AfterEach
  void end() {
    system.terminate();
  }

  @Test
  void aNodeThatStartsIsAliveAndNotReady() {
    assertThat(health.alive().status()).isEqualTo(OK);
    assertThat(health.ready())
        .isEqualTo(
            new Page(
                UNAVAILABLE, "phase: starting\nmember: not yet\nsockets: good\nstore: good\n"));
  }

  @Test
  void aMemberThatServesIsReady() {
    serve();

    assertThat(health.ready())
        .isEqualTo(new Page(OK, "phase: good\nmember: good\nsockets: good\nstore: good\n"));
    assertThat(health.serves().status()).isEqualTo(OK);
    assertThat(health.alive().status()).isEqualTo(OK);
  }

  @Test
  void withoutTheStoreNobodyNewIsTakenButEstablishedClientsAreServed() {
    serve();

    stored = CompletableFuture.failedFuture(new IllegalStateException("away"));

    assertThat(health.ready().status()).isEqualTo(UNAVAILABLE);
    assertThat(health.ready().text()).contains("store: does not answer");
    assertThat(health.serves().status()).isEqualTo(OK);
  }

  @Test
  void aNodeWithoutSocketsServesNobody() {
    serve();

    open = false;

    assertThat(health.serves().status()).isEqualTo(UNAVAILABLE);
  }

  @Test
  void aNodeThatLeavesIsNotReady() {
    serve();

    health.leaving();

    assertThat(health.ready().text()).startsWith("phase: leaving\n");
    assertThat(health.ready().status()).isEqualTo(UNAVAILABLE);
    assertThat(health.alive().status()).isEqualTo(OK);
  }

  @Test
  void aProcessWithoutActorsIsDead() {
    serve();

    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();

    assertThat(health.alive()).isEqualTo(new Page(UNAVAILABLE, "actors: ended\n"));
    assertThat(health.serves().status()).isEqualTo(UNAVAILABLE);
  }

  private void serve() {
    Cluster cluster = Cluster.get(system);
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
    health.started(system);
    health.serving();
    await().atMost(LIMIT).until(() -> health.serves().status() == OK);
  }
}
