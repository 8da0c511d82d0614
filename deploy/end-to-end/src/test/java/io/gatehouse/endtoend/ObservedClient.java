package io.gatehouse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.endtoend.capture.Capture;
import io.gatehouse.endtoend.capture.Dissection;
import io.gatehouse.endtoend.capture.IkeSuite;
import io.gatehouse.endtoend.peer.Connection;
import io.gatehouse.endtoend.peer.InsideHost;
import io.gatehouse.endtoend.peer.StrongSwanClient;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A strongSwan client whose every IKE message is recorded. */
final class ObservedClient implements AutoCloseable {
  private static final AtomicInteger RUNS = new AtomicInteger();

  private final Scene scene;
  private final Connection connection;
  private final Capture capture;
  private final StrongSwanClient client;

  private ObservedClient(
      Scene scene, Connection connection, Capture capture, StrongSwanClient client) {
    this.scene = scene;
    this.connection = connection;
    this.capture = capture;
    this.client = client;
  }

  /** On the first client host; not connected yet. */
  static ObservedClient on(Scene scene, Connection connection) {
    return on(scene, 1, connection);
  }

  static ObservedClient on(Scene scene, int number, Connection connection) {
    String run = "run" + RUNS.incrementAndGet();
    Capture capture = Capture.start(scene.client(number), run);
    StrongSwanClient client =
        StrongSwanClient.start(scene.client(number), run, connection, scene.site().authority());
    return new ObservedClient(scene, connection, capture, client);
  }

  StrongSwanClient client() {
    return client;
  }

  Path recording() {
    return capture.file();
  }

  /** Connects, and checks that the client has an address and that packets flow both ways. */
  void connectAndUseTunnel() {
    client.connect();
    assertThat(client.isConnected()).isTrue();
    assertTunnelWorks();
  }

  void assertTunnelWorks() {
    InsideHost.ping(client.host());
    InsideHost.exchangeFiles(client.host());
    assertThat(client.virtualAddress()).hasValueSatisfying(this::assertSeenInside);
  }

  private void assertSeenInside(String address) {
    assertThat(scene.insideHost().hasSeen(address)).isTrue();
  }

  /** Ends the recording, and checks that Wireshark reads every message and finds no fault. */
  Dissection dissect() {
    IkeSuite suite = IkeSuite.of(connection.ikeProposal());
    Dissection dissection = capture.stop(suite, client.keys());
    assertThat(dissection.messages()).isNotEmpty();
    assertThat(dissection.problems()).isEmpty();
    if (suite.readable()) {
      assertThat(dissection.unreadable()).isEmpty();
    }
    return dissection;
  }

  @Override
  public void close() {
    client.close();
  }
}
