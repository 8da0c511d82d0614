package io.gatehouse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.endtoend.capture.EspPackets;
import io.gatehouse.endtoend.capture.EspPackets.EspPacket;
import io.gatehouse.endtoend.cluster.ClusterScene;
import io.gatehouse.endtoend.headend.ClusterNode;
import io.gatehouse.protocol.esp.SequenceBlock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * One client's packets come to one node, then to the other, and back, and then that node dies. Each
 * time the other kernel has never heard of their SA: its trap tells of the SPI, and the node
 * installs what the store has. {@code KernelTakeoverTest} runs this in a kernel that has ESP.
 */
class TakeoverInKernel {
  private static final Path FILES =
      Path.of(System.getProperty("gatehouse.lab.files", "target/lab"), "TakeoverInKernel");
  private static final Path TABLE = Path.of("target/test-kernel/takeover-gaps.md");
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static RoamingClient client;

  @BeforeAll
  static void connect() {
    LaboratoryMachine.require();
    Laboratory.delete(FILES);
    client = RoamingClient.connect(FILES);
  }

  @AfterAll
  static void end() {
    if (client != null) {
      client.close();
    }
  }

  @Test
  void nothingButMomentsAreLostAndNothingIsUsedTwice() {
    try {
      ClusterNode first = client.scene().node(1);
      ClusterNode second = client.scene().node(2);
      GapsInKernel gaps = new GapsInKernel();
      byte[] recorded = client.recordPacketBeforeCheckpoint();
      Optional<String> ikeNumber = client.strongSwan().ikeNumber();
      String session = client.sessionNumber();

      gaps.add("Flow moved to another node", client.gapWhen(() -> client.moveTo(second)));
      assertRefusesReplay(second, recorded);
      assertCarriedBy(second);
      awaitThat(() -> states(first).isEmpty());

      gaps.add("Flow moved back", client.gapWhen(() -> client.moveTo(first)));
      assertCarriedBy(first);
      awaitThat(() -> states(second).isEmpty());

      gaps.add("kill -9 of the node that owns and carries it", client.gapWhen(first::kill9));
      assertCarriedBy(second);
      gaps.write(TABLE);
      System.out.println(gaps);

      assertThat(client.strongSwan().ikeNumber()).isEqualTo(ikeNumber);
      assertThat(client.sessionNumber()).isEqualTo(session);
      assertNothingUsedTwice();
    } catch (RuntimeException | AssertionError e) {
      System.out.println(client.scene().logTails());
      throw e;
    }
  }

  private static void assertCarriedBy(ClusterNode node) {
    assertThat(states(node)).isNotEmpty();
    assertThat(ClusterScene.counter(node, "nftables_unknown_spi")).isPositive();
  }

  private static void assertRefusesReplay(ClusterNode node, byte[] recorded) {
    long before = refused(node);
    client.replay(recorded);
    awaitThat(() -> refused(node) > before);
  }

  /** Packets that this host's kernel took for replays. */
  private static long refused(ClusterNode node) {
    return node.host()
        .command("cat", "/proc/net/xfrm_stat")
        .run()
        .lines()
        .filter(line -> line.startsWith("XfrmInStateSeqError"))
        .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf('\t') + 1).strip()))
        .sum();
  }

  private static List<String> states(ClusterNode node) {
    return node.host()
        .command("ip", "xfrm", "state")
        .run()
        .lines()
        .filter(line -> line.contains("proto esp spi"))
        .toList();
  }

  /** As this laboratory reads the recording, and as Wireshark does. */
  private static void assertNothingUsedTwice() {
    ClusterScene scene = client.scene();
    scene.recording().stop();
    assertThat(scene.recording().reuses()).isEmpty();
    EspPackets packets = EspPackets.in(scene.recording().file());
    assertThat(packets.packets()).hasSize((int) scene.recording().packets());
    assertThat(packets.withNumberOfAnother()).isEmpty();
    assertThat(packets.withVectorOfAnother()).isEmpty();
    assertThat(packets.packets())
        .as("packets of the first installation, and of each later one")
        .anyMatch(packet -> isOf(packet, 0))
        .anyMatch(packet -> isOf(packet, 1));
  }

  private static boolean isOf(EspPacket packet, int recoveries) {
    SequenceBlock block = SequenceBlock.after(recoveries).orElseThrow();
    return block.first() <= packet.sequence() && packet.sequence() <= block.last();
  }

  private static void awaitThat(Callable<Boolean> condition) {
    await().atMost(LIMIT).until(condition);
  }
}
