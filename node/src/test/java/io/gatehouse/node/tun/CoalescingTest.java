package io.gatehouse.node.tun;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.octets.Octets;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kernel's part, cutting the piece, is {@link Segmentation}'s here. */
class CoalescingTest {

  private static final int PSH = 0x08;
  private static final FlowPackets TCP = new FlowPackets(false, true, 12, true);
  private static final FlowPackets UDP = new FlowPackets(false, false, 0, true);

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
  private final List<Octets> delivered = new ArrayList<>();
  private final Segmentation kernel = new Segmentation();
  private boolean up = true;
  private int pieces;
  private int refused;
  private final Coalescing coalescing = new Coalescing(this::write, n -> refused += n, true);

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void thePacketsThatTheKernelCutsAreTheSame(long seed) {
    RandomGenerator chance = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    List<ByteBuffer> packets = new ArrayList<>();
    while (packets.size() < 200) {
      addRun(chance, packets);
    }
    List<Octets> expected =
        packets.stream().map(packet -> Octets.from(packet.duplicate())).toList();

    for (ByteBuffer packet : packets) {
      coalescing.add(packet);
      if (chance.nextInt(50) == 0) {
        coalescing.flush();
      }
    }
    coalescing.flush();

    assertThat(delivered).isEqualTo(expected);
    assertThat(pieces).isLessThan(expected.size());
  }

  /** Some packets of a flow, with the irregularities that occur. */
  private static void addRun(RandomGenerator chance, List<ByteBuffer> packets) {
    FlowPackets flow =
        new FlowPackets(chance.nextInt(8) == 0, chance.nextBoolean(), chance.nextInt(11) * 4, true);
    int size = chance.nextInt(1, 1400);
    int sequence = chance.nextInt();
    int number = chance.nextInt();
    for (int left = chance.nextInt(1, 100); left > 0; left--) {
      int payload = chance.nextInt(20) == 0 ? chance.nextInt(1400) : size;
      int flags = chance.nextInt(20) == 0 ? chance.nextInt(256) : 0;
      ByteBuffer packet = flow.packet(chance, number, sequence, flags, payload);
      if (chance.nextInt(20) == 0) {
        int at = chance.nextInt(packet.limit());
        packet.put(at, (byte) (packet.get(at) ^ 1 << chance.nextInt(8)));
      }
      packets.add(packet);
      number += chance.nextInt(30) == 0 ? 2 : 1;
      sequence += chance.nextInt(30) == 0 ? 7 : payload;
    }
  }

  @Test
  void packetsThatFollowEachOtherGoInOnePiece() {
    for (int i = 0; i < 10; i++) {
      coalescing.add(TCP.packet(random, i, 1000 * i, i == 9 ? PSH : 0, i == 9 ? 30 : 1000));
    }
    for (int i = 0; i < 65; i++) {
      coalescing.add(UDP.packet(random, i, 0, 0, 100));
    }
    coalescing.flush();

    assertThat(pieces).isEqualTo(3);
    assertThat(delivered).hasSize(75);
  }

  @Test
  void whatDoesNotContinueBeginsAnotherPiece() {
    coalescing.add(UDP.packet(random, 1, 0, 0, 100));
    coalescing.add(UDP.packet(random, 3, 0, 0, 100));
    coalescing.add(UDP.packet(random, 4, 0, 0, 101));
    coalescing.add(TCP.packet(random, 5, 100, 0, 100));
    coalescing.add(TCP.packet(random, 6, 201, 0, 100));
    coalescing.add(TCP.packet(random, 7, 301, 0, 50));
    coalescing.add(TCP.packet(random, 8, 351, 0, 50));
    coalescing.flush();

    assertThat(pieces).isEqualTo(6);
  }

  @Test
  void aWrongChecksumIsNotMadeRight() {
    coalescing.add(UDP.packet(random, 1, 0, 0, 100));
    ByteBuffer damaged = UDP.packet(random, 2, 0, 0, 100);
    coalescing.add(damaged.put(50, (byte) ~damaged.get(50)));
    coalescing.flush();

    assertThat(pieces).isEqualTo(2);
    assertThat(delivered.getLast()).isEqualTo(Octets.from(damaged.rewind()));
  }

  @Test
  void eachPacketOfARefusedPieceCounts() {
    up = false;
    coalescing.flush();
    for (int i = 0; i < 3; i++) {
      coalescing.add(UDP.packet(random, i, 0, 0, 100));
    }
    coalescing.flush();

    assertThat(refused).isEqualTo(3);
  }

  @Test
  void anOldKernelGetsEachPacketOfUdp() {
    Coalescing old = new Coalescing(this::write, _ -> {}, false);
    old.add(UDP.packet(random, 1, 0, 0, 100));
    old.add(UDP.packet(random, 2, 0, 0, 100));
    old.flush();

    assertThat(pieces).isEqualTo(2);
  }

  private boolean write(ByteBuffer written) {
    ByteBuffer octets = ByteBuffer.wrap(Octets.from(written.rewind()).toArray());
    VirtioNetHeader header = VirtioNetHeader.read(octets);
    ByteBuffer packet = ByteBuffer.wrap(Octets.from(octets).toArray());
    pieces++;
    return up && kernel.cut(header, packet, cut -> delivered.add(Octets.from(cut.duplicate())));
  }
}
