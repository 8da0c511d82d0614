package io.gatehouse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.endtoend.capture.Capture;
import io.gatehouse.endtoend.capture.Dissection;
import io.gatehouse.endtoend.lab.Addresses;
import io.gatehouse.endtoend.lab.Namespace;
import io.gatehouse.endtoend.peer.AnyConnectClient;
import io.gatehouse.endtoend.peer.InsideHost;
import io.gatehouse.endtoend.peer.RadiusUser;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

/** An AnyConnect client whose every IKE message is recorded. */
final class ObservedAnyConnect implements AutoCloseable {
  private static final AtomicInteger RUNS = new AtomicInteger();

  private final Scene scene;
  private final Path keyLog;
  private final Capture capture;
  private final AnyConnectClient client;

  private ObservedAnyConnect(Scene scene, Path keyLog, Capture capture, AnyConnectClient client) {
    this.scene = scene;
    this.keyLog = keyLog;
    this.capture = capture;
    this.client = client;
  }

  /** Connects from the client host of this number, the first being 1. */
  static ObservedAnyConnect connect(
      Scene scene, int number, RadiusUser user, List<String> passwords, String... options) {
    return connectTo(Addresses.HEADEND_OUTSIDE, scene, number, user, passwords, options);
  }

  /** Likewise, to another address than the headend's own. */
  static ObservedAnyConnect connectTo(
      String server,
      Scene scene,
      int number,
      RadiusUser user,
      List<String> passwords,
      String... options) {
    Namespace host = scene.client(number);
    return observe(
        scene,
        host,
        options,
        all ->
            AnyConnectClient.connectTo(
                server, host, scene.authorityFile(), user.name(), passwords, all));
  }

  /** Likewise, with nothing but the certificate of a device, which {@code options} name. */
  static ObservedAnyConnect connectDevice(Scene scene, int number, String... options) {
    Namespace host = scene.client(number);
    return observe(
        scene,
        host,
        options,
        all -> AnyConnectClient.connectDevice(host, scene.authorityFile(), all));
  }

  private static ObservedAnyConnect observe(
      Scene scene,
      Namespace host,
      String[] options,
      Function<String[], AnyConnectClient> connection) {
    String run = "anyconnect" + RUNS.incrementAndGet();
    Path keyLog = host.directory().resolve(run + ".keys");
    Capture capture = Capture.start(host, run);
    String[] all =
        Stream.concat(Stream.of(options), Stream.of("--key-log", keyLog.toString()))
            .toArray(String[]::new);
    return new ObservedAnyConnect(scene, keyLog, capture, connection.apply(all));
  }

  AnyConnectClient client() {
    return client;
  }

  Path recording() {
    return capture.file();
  }

  /** Checks that the client has an address and that packets flow both ways. */
  void assertTunnelWorks() {
    InsideHost.ping(client.host());
    InsideHost.exchangeFiles(client.host());
    assertThat(client.address()).hasValueSatisfying(this::assertSeenInside);
  }

  private void assertSeenInside(String address) {
    assertThat(scene.insideHost().hasSeen(address)).isTrue();
  }

  /**
   * Ends the connection and the recording, and checks that Wireshark reads every message and finds
   * no fault.
   */
  Dissection dissect() {
    return checked(recorded());
  }

  /**
   * The same, on a host whose earlier client the headend may still look for: there are no keys of
   * that one's here.
   */
  Dissection dissectWithout(Dissection earlier) {
    return checked(recorded().without(earlier));
  }

  private Dissection recorded() {
    client.close();
    return capture.stop(keyLog);
  }

  private static Dissection checked(Dissection dissection) {
    assertThat(dissection.messages()).isNotEmpty();
    assertThat(dissection.problems()).isEmpty();
    assertThat(dissection.unreadable()).isEmpty();
    return dissection;
  }

  @Override
  public void close() {
    client.close();
  }
}
