package io.gatehouse.node.tun;

import static io.gatehouse.node.tun.Packets.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.exchange.Path;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EspBatchTest {

  private static final Path PATH = path("192.0.2.1", "198.51.100.7");
  private static final Path OTHER = path("192.0.2.1", "198.51.100.8");

  /** Octets that AES-GCM in ESP adds to an aligned packet, with the trailer's padding. */
  private static final int OVERHEAD = 8 + 8 + 4 + 16;

  private record Sent(Path path, int octets, int length) {}

  private final List<Sent> sent = new ArrayList<>();
  private final List<Integer> sequences = new ArrayList<>();
  private final EspBatch batch = new EspBatch(this::send);
  private final InstalledSa sa = new InstalledSa(Packets.headend(1000, 2000), PATH, 64);
  private final InstalledSa another = new InstalledSa(Packets.headend(1001, 2001), OTHER, 64);

  private void send(Path path, ByteBuffer esp, int length) {
    sent.add(new Sent(path, esp.remaining(), length));
    for (int at = esp.position(); at < esp.limit(); at += length) {
      sequences.add(esp.getInt(at + 4));
    }
  }

  private void add(InstalledSa to, int... lengths) {
    for (int length : lengths) {
      assertThat(batch.add(to, ByteBuffer.allocate(length))).isTrue();
    }
  }

  @Test
  void packetsOfOneLengthWaitForEachOther() {
    add(sa, 100, 100, 100);
    assertThat(sent).isEmpty();

    batch.flush();
    batch.flush();

    int length = 100 + OVERHEAD;
    assertThat(sent).containsExactly(new Sent(PATH, 3 * length, length));
    assertThat(sequences).containsExactly(1, 2, 3);
  }

  @Test
  void aShorterOneIsTheLast() {
    add(sa, 100, 100, 60, 100);
    batch.flush();

    int length = 100 + OVERHEAD;
    assertThat(sent)
        .containsExactly(
            new Sent(PATH, 2 * length + 60 + OVERHEAD, length), new Sent(PATH, length, length));
  }

  @Test
  void aLongerOneBeginsAnother() {
    add(sa, 60, 100, 100);
    batch.flush();

    int length = 100 + OVERHEAD;
    assertThat(sent)
        .containsExactly(
            new Sent(PATH, 60 + OVERHEAD, 60 + OVERHEAD), new Sent(PATH, 2 * length, length));
    assertThat(sequences).containsExactly(1, 2, 3);
  }

  @Test
  void anotherPeerDoesNotChangeTheOrder() {
    add(sa, 100);
    add(another, 100);
    add(sa, 100);
    batch.flush();

    assertThat(sent).extracting(Sent::path).containsExactly(PATH, OTHER, PATH);
  }

  @Test
  void aDatagramsLengthIsTheLimit() {
    for (int i = 0; i < 64; i++) {
      add(sa, 1400);
    }
    add(sa, TunDevice.LONGEST_PACKET);
    batch.flush();

    assertThat(sequences).hasSize(65);
    assertThat(sent).hasSize(3).first().extracting(Sent::octets).isEqualTo(45 * (1400 + OVERHEAD));
  }

  @Test
  void sixtyFourPacketsAreTheLimit() {
    for (int i = 0; i < 65; i++) {
      add(sa, 100);
    }

    assertThat(sent).extracting(Sent::octets).containsExactly(64 * (100 + OVERHEAD));
  }
}
