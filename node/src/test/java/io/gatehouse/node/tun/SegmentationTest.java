package io.gatehouse.node.tun;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
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

class SegmentationTest {

  private static final int FIN_PSH_CWR = 0x89;

  private final Segmentation segmentation = new Segmentation();
  private final List<ByteBuffer> packets = new ArrayList<>();

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aPieceIsCutIntoThePacketsOfWhichItConsists(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    FlowPackets flow =
        new FlowPackets(
            random.nextBoolean(), random.nextBoolean(), random.nextInt(11) * 4, seed % 2 == 0);
    int size = random.nextInt(1, 1500);
    int payload = random.nextInt(1, Math.min(40 * size, 60_000));
    int sequence = random.nextInt();
    ByteBuffer piece = flow.packet(random, 65_530, sequence, FIN_PSH_CWR, payload);
    flow.leaveChecksumToDevice(piece);

    assertThat(segmentation.cut(header(flow, size), copy(piece), this::take)).isTrue();

    assertThat(packets).hasSize(Math.ceilDiv(payload, size));
    int from = 0;
    for (int i = 0; i < packets.size(); i++) {
      ByteBuffer packet = packets.get(i);
      int octets = Math.min(size, payload - from);
      assertThat(packet.limit()).isEqualTo(flow.headers() + octets);
      flow.assertChecksums(packet);
      assertThat(packet.slice(flow.headers(), octets))
          .isEqualTo(piece.slice(flow.headers() + from, octets));
      assertHeaders(flow, packet, i, sequence + from);
      from += octets;
    }
  }

  private void assertHeaders(FlowPackets flow, ByteBuffer packet, int number, int sequence) {
    int transport = flow.transport();
    if (flow.version6()) {
      assertThat(packet.getShort(4)).isEqualTo((short) (packet.limit() - transport));
    } else {
      assertThat(packet.getShort(2)).isEqualTo((short) packet.limit());
      assertThat(packet.getShort(4)).isEqualTo((short) (65_530 + number));
    }
    if (flow.tcp()) {
      int ofFirst = number == 0 ? 0x80 : 0;
      int ofLast = number == packets.size() - 1 ? 0x09 : 0;
      assertThat(packet.getInt(transport + 4)).isEqualTo(sequence);
      assertThat(packet.get(transport + 13)).isEqualTo((byte) (0x10 | ofFirst | ofLast));
    } else {
      assertThat(packet.getShort(transport + 4)).isEqualTo((short) (packet.limit() - transport));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aSinglePacketGetsItsChecksum(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    FlowPackets flow = new FlowPackets(random.nextBoolean(), random.nextBoolean(), 12, true);
    ByteBuffer packet = flow.packet(random, 1, 1, 0, random.nextInt(1500));
    ByteBuffer unfinished = copy(packet);
    flow.leaveChecksumToDevice(unfinished);
    VirtioNetHeader header =
        new VirtioNetHeader(true, 0, 0, 0, flow.transport(), flow.checksumOffset());

    assertThat(segmentation.cut(header, unfinished, this::take)).isTrue();

    assertThat(packets).containsExactly(packet);
  }

  @Test
  void aCompletePacketStaysAsItIs() {
    ByteBuffer packet = Packets.udp(Packets.CLIENT, 1, Packets.SERVER, 2);

    assertThat(segmentation.cut(VirtioNetHeader.COMPLETE, copy(packet), this::take)).isTrue();

    assertThat(packets).containsExactly(packet);
  }

  @Test
  void whatHasNoSuchHeadersIsRefused() {
    ByteBuffer udp = Packets.udp(Packets.CLIENT, 1, Packets.SERVER, 2);

    for (VirtioNetHeader header :
        List.of(
            new VirtioNetHeader(true, VirtioNetHeader.WHOLE, 0, 0, 20, 11),
            new VirtioNetHeader(true, VirtioNetHeader.UDP, 28, 0, 20, 6),
            new VirtioNetHeader(true, VirtioNetHeader.UDP, 28, 2, 24, 6),
            new VirtioNetHeader(true, VirtioNetHeader.UDP, 28, 2, 20, 7),
            new VirtioNetHeader(false, VirtioNetHeader.UDP, 28, 2, 20, 6),
            new VirtioNetHeader(true, VirtioNetHeader.TCP_IPV4, 40, 2, 20, 16),
            new VirtioNetHeader(true, 3, 28, 2, 20, 6))) {
      assertThat(segmentation.cut(header, copy(udp), this::take)).as(header.toString()).isFalse();
    }
    assertThat(packets).isEmpty();
  }

  @FuzzTest
  void noOctetsLeadOutOfThePacket(FuzzedDataProvider data) {
    ByteBuffer fromDevice = ByteBuffer.wrap(data.consumeRemainingAsBytes());
    if (fromDevice.remaining() > VirtioNetHeader.LENGTH) {
      VirtioNetHeader header = VirtioNetHeader.read(fromDevice);
      boolean _ = segmentation.cut(header, copy(fromDevice.slice()), _ -> {});
    }
  }

  private static VirtioNetHeader header(FlowPackets flow, int size) {
    int tcp = flow.version6() ? VirtioNetHeader.TCP_IPV6 : VirtioNetHeader.TCP_IPV4;
    return new VirtioNetHeader(
        true,
        flow.tcp() ? tcp : VirtioNetHeader.UDP,
        flow.headers(),
        size,
        flow.transport(),
        flow.checksumOffset());
  }

  private void take(ByteBuffer packet) {
    packets.add(copy(packet));
  }

  private static ByteBuffer copy(ByteBuffer packet) {
    return ByteBuffer.wrap(Octets.from(packet.duplicate()).toArray());
  }
}
