package io.gatehouse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.endtoend.lab.Addresses;
import io.gatehouse.endtoend.lab.Namespace;
import io.gatehouse.endtoend.peer.Connection;
import io.gatehouse.endtoend.peer.InsideHost;
import io.gatehouse.endtoend.peer.StrongSwanClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A strongSwan and an AnyConnect client whose sessions must outlive what a test does. */
final class ConnectedPair implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(2);

  private final Scene scene;
  private final ObservedClient strongSwan;
  private final ObservedAnyConnect anyConnect;
  private final Optional<String> number;
  private final Optional<String> address;
  private final long logins;

  private ConnectedPair(Scene scene, ObservedClient strongSwan, ObservedAnyConnect anyConnect) {
    this.scene = scene;
    this.strongSwan = strongSwan;
    this.anyConnect = anyConnect;
    this.number = strongSwan.client().ikeNumber();
    this.address = strongSwan.client().virtualAddress();
    this.logins = logins();
  }

  /** Alice has strongSwan on the first client host, Bob has AnyConnect on the second. */
  static ConnectedPair connect(Scene scene) {
    return connectTo(Addresses.HEADEND_OUTSIDE, scene);
  }

  /** Likewise, to another address than the headend's own. */
  static ConnectedPair connectTo(String server, Scene scene) {
    return connectTo(server, server, scene);
  }

  /** Likewise, each to an address of its own. */
  static ConnectedPair connectTo(String server, String anyConnectServer, Scene scene) {
    Connection connection =
        scene
            .site()
            .withEap(Site.ALICE)
            .withServerAddress(server)
            .withDeadPeerDetection(SIGN_OF_LIFE);
    ObservedClient strongSwan = ObservedClient.on(scene, 1, connection);
    try {
      strongSwan.connectAndUseTunnel();
      ObservedAnyConnect anyConnect =
          ObservedAnyConnect.connectTo(
              anyConnectServer, scene, 2, Site.BOB, List.of(Site.BOB.password()));
      anyConnect.assertTunnelWorks();
      return new ConnectedPair(scene, strongSwan, anyConnect);
    } catch (RuntimeException | Error e) {
      strongSwan.close();
      throw e;
    }
  }

  ObservedClient strongSwan() {
    return strongSwan;
  }

  ObservedAnyConnect anyConnect() {
    return anyConnect;
  }

  /** Traffic flows again soon, IKE is answered, and nobody has logged in anew. */
  void assertGoesOn() {
    StrongSwanClient client = strongSwan.client();
    awaitPing(client.host());
    awaitPing(anyConnect.client().host());
    strongSwan.assertTunnelWorks();
    anyConnect.assertTunnelWorks();
    int answers = answers(client);
    await().atMost(LIMIT).until(() -> answers(client) > answers);
    assertThat(client.ikeNumber()).isEqualTo(number);
    assertThat(client.virtualAddress()).isEqualTo(address);
    assertThat(anyConnect.client().isAlive()).isTrue();
    assertThat(logins()).isEqualTo(logins);
  }

  private static void awaitPing(Namespace client) {
    await().atMost(LIMIT).until(() -> InsideHost.answersPing(client));
  }

  private static int answers(StrongSwanClient client) {
    return client.log().split("parsed INFORMATIONAL response", -1).length;
  }

  private long logins() {
    return scene.radius().accepted(Site.ALICE.name()) + scene.radius().accepted(Site.BOB.name());
  }

  @Override
  public void close() {
    strongSwan.close();
    anyConnect.close();
  }
}
