package io.gatehouse.endtoend;

import static org.awaitility.Awaitility.await;

import io.gatehouse.endtoend.capture.RecordedDatagrams;
import io.gatehouse.endtoend.capture.RecordedDatagrams.RecordedDatagram;
import io.gatehouse.endtoend.cluster.ClusterAddresses;
import io.gatehouse.endtoend.cluster.ClusterScene;
import io.gatehouse.endtoend.cluster.Flow;
import io.gatehouse.endtoend.cluster.HealthCheck;
import io.gatehouse.endtoend.headend.ClusterNode;
import io.gatehouse.endtoend.lab.Addresses;
import io.gatehouse.endtoend.measure.EspRecording;
import io.gatehouse.endtoend.measure.IcmpPing;
import io.gatehouse.endtoend.peer.StrongSwanClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * strongSwan as the client of a cluster of two, which pings the inside without pause. The balancer
 * sends its packets where it is told to.
 */
final class RoamingClient implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** The first host is for others. */
  private static final String ADDRESS = Addresses.client(2);

  /** Of somebody on the client's network who has recorded what it sent. */
  private static final int REPLAYING_PORT = 4600;

  private static final int ENOUGH = 20;

  private final ClusterScene scene;
  private final StrongSwanClient strongSwan;
  private final EspRecording sent;
  private final IcmpPing ping;

  private RoamingClient(
      ClusterScene scene, StrongSwanClient strongSwan, EspRecording sent, IcmpPing ping) {
    this.scene = scene;
    this.strongSwan = strongSwan;
    this.sent = sent;
    this.ping = ping;
  }

  /** Starts everyone, and returns when pings are answered through the first node. */
  static RoamingClient connect(Path files) {
    ClusterScene scene = ClusterScene.open(files, 2, 1, HealthCheck.Settings.patient());
    try {
      moveTo(scene, 1);
      StrongSwanClient strongSwan = scene.strongSwan(1, scene.site().withPreSharedKey());
      EspRecording sent =
          EspRecording.ofClient(strongSwan.host(), "outside", ClusterAddresses.VIRTUAL);
      strongSwan.connect();
      long begin = System.nanoTime();
      IcmpPing ping = IcmpPing.start(strongSwan.host());
      await().atMost(LIMIT).until(() -> ping.isAnswered(begin));
      return new RoamingClient(scene, strongSwan, sent, ping);
    } catch (RuntimeException e) {
      System.out.println(scene.logTails());
      scene.close();
      throw e;
    }
  }

  ClusterScene scene() {
    return scene;
  }

  StrongSwanClient strongSwan() {
    return strongSwan;
  }

  /** Of the session that the store has for the client's inside address. */
  String sessionNumber() {
    String address = strongSwan.virtualAddress().orElseThrow();
    return Optional.ofNullable(scene.sessions().byAddress().get(address)).orElseThrow().number();
  }

  void moveTo(ClusterNode node) {
    moveTo(scene, node.number());
  }

  /** That of the client's packets last. */
  private static void moveTo(ClusterScene scene, int node) {
    scene.balancer().move(new Flow(ADDRESS, REPLAYING_PORT, Flow.NAT_PORT), node);
    scene.balancer().move(new Flow(ADDRESS, Flow.IKE_PORT, Flow.IKE_PORT), node);
    scene.balancer().move(new Flow(ADDRESS, Flow.NAT_PORT, Flow.NAT_PORT), node);
  }

  /** The longest time without an answer, from before {@code event} until pings are answered. */
  Duration gapWhen(Runnable event) {
    long begin = System.nanoTime();
    event.run();
    long done = System.nanoTime();
    await().atMost(LIMIT).until(() -> ping.isAnswered(done));
    return ping.gap(begin);
  }

  /**
   * One of the client's ESP packets that came in before its session was stored: what is stored says
   * how far the SA had received.
   */
  byte[] recordPacketBeforeCheckpoint() {
    await().atMost(LIMIT).until(() -> recorded().size() >= 2 * ENOUGH);
    byte[] packet = recorded().get(ENOUGH);
    Optional<String> before = strongSwan.ikeSpi();
    strongSwan.rekeyIke();
    await()
        .atMost(LIMIT)
        .until(() -> strongSwan.ikeSpi().isPresent() && !strongSwan.ikeSpi().equals(before));
    return packet;
  }

  private List<byte[]> recorded() {
    try {
      return RecordedDatagrams.read(sent.file()).stream()
          .map(RecordedDatagram::payload)
          .map(RoamingClient::octets)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] octets(ByteBuffer payload) {
    byte[] octets = new byte[payload.remaining()];
    payload.get(octets);
    return octets;
  }

  /** Sends a datagram a second time, from another port. */
  void replay(byte[] datagram) {
    InetSocketAddress headend = new InetSocketAddress(ClusterAddresses.VIRTUAL, Flow.NAT_PORT);
    strongSwan
        .host()
        .call(
            () -> {
              try (DatagramSocket socket =
                  new DatagramSocket(new InetSocketAddress(ADDRESS, REPLAYING_PORT))) {
                socket.send(new DatagramPacket(datagram, datagram.length, headend));
                return datagram;
              }
            });
  }

  @Override
  public void close() {
    ping.close();
    strongSwan.close();
    scene.close();
  }
}
