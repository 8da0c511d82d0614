package io.gatehouse.node.tun;

import static io.gatehouse.node.tun.Packets.CLIENT;
import static io.gatehouse.node.tun.Packets.SERVER;
import static io.gatehouse.node.tun.Packets.address;
import static io.gatehouse.node.tun.Packets.udp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import io.gatehouse.cluster.dataplane.DataPlaneEvents;
import io.gatehouse.node.metrics.Counters;
import io.gatehouse.node.route.Reachability;
import io.gatehouse.protocol.esp.EspInbound.Result;
import io.gatehouse.protocol.esp.SequenceBlock;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.ike.exchange.VolumeLifetime;
import io.gatehouse.protocol.octets.Octets;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The two ways through the plane, with a list in place of the device. */
class PathsTest {

  private static final int HEADEND_SPI = 0x01000100;
  private static final int CLIENT_SPI = 0xC1C2C3C4;
  private static final Path PATH = Packets.path("203.0.113.1", "198.51.100.1");
  private static final Path MOVED = Packets.path("203.0.113.1", "198.51.100.99");

  private record Sent(Path path, Octets esp) {}

  private final List<Object> told = new ArrayList<>();
  private final List<Octets> written = new ArrayList<>();
  private final List<Sent> sent = new ArrayList<>();
  private final Counters<Drop> drops = new Counters<>(Drop.class);
  private final SecurityAssociations associations =
      new SecurityAssociations(
          new Reachability() {
            @Override
            public void gained(InetAddress address) {}

            @Override
            public void lost(InetAddress address) {}
          });
  private final InboundPath inbound =
      new InboundPath(
          associations,
          refused -> new Coalescing(this::write, refused, true),
          events(),
          drops,
          () -> 0);
  private final OutboundPath outbound =
      new OutboundPath(
          associations,
          (path, esp, length) -> sent.add(new Sent(path, Octets.from(esp))),
          events(),
          drops);

  /** The client's end of the tunnel. */
  private final InstalledSa client =
      new InstalledSa(Packets.client(HEADEND_SPI, CLIENT_SPI), PATH, 64);

  private boolean write(ByteBuffer packet) {
    return written.add(Octets.from(packet.position(VirtioNetHeader.LENGTH)));
  }

  private void receive(Path path, ByteBuffer esp) {
    inbound.receive(path, esp);
    inbound.flush();
  }

  private void forward(ByteBuffer packet) {
    outbound.forward(VirtioNetHeader.COMPLETE, packet);
    outbound.flush();
  }

  private DataPlaneEvents events() {
    return new DataPlaneEvents() {
      @Override
      public void pathChanged(int inboundSpi, Path path) {
        told.add(path);
      }

      @Override
      public void unknownSpi(int spi, Path path, Octets packet) {
        told.add(spi);
      }

      @Override
      public void rekeyDue(int inboundSpi) {
        told.add("due");
      }

      @Override
      public void expired(int inboundSpi) {
        told.add("expired");
      }

      @Override
      public void received(int inboundSpi, int outboundSpi, long number) {
        told.add("received");
      }
    };
  }

  /** Counts changes of the path, and takes no note of anything else. */
  private record PathChanges(AtomicInteger count) implements DataPlaneEvents {
    @Override
    public void pathChanged(int inboundSpi, Path path) {
      count.incrementAndGet();
    }

    @Override
    public void unknownSpi(int spi, Path path, Octets packet) {}

    @Override
    public void rekeyDue(int inboundSpi) {}

    @Override
    public void expired(int inboundSpi) {}

    @Override
    public void received(int inboundSpi, int outboundSpi, long number) {}
  }

  private InstalledSa install(ChildSa childSa) {
    InstalledSa sa = new InstalledSa(childSa, PATH, 64);
    associations.put(sa, List.of(InnerAddress.of(CLIENT)));
    return sa;
  }

  private InstalledSa install() {
    return install(Packets.headend(HEADEND_SPI, CLIENT_SPI));
  }

  private ByteBuffer fromClient(ByteBuffer packet) {
    return protectedBy(client, packet);
  }

  private static ByteBuffer protectedBy(InstalledSa sender, ByteBuffer packet) {
    ByteBuffer esp = ByteBuffer.allocate(500);
    assertThat(sender.outbound().protect(packet, esp)).isTrue();
    return esp.flip();
  }

  private void open(Sent packet, ByteBuffer opened) {
    client.open(packet.esp().buffer(), opened, PATH, 0, new PathChanges(new AtomicInteger()));
  }

  @Test
  void aPacketFromTheClientReachesTheDevice() {
    InstalledSa sa = install();
    ByteBuffer packet = udp(CLIENT, 1, SERVER, 2);

    receive(PATH, fromClient(packet));

    assertThat(written).containsExactly(Octets.from(packet));
    assertThat(sa.traffic().inboundPackets()).isEqualTo(1);
    assertThat(sa.traffic().inboundOctets()).isEqualTo(32);
    assertThat(sa.traffic().lastInboundMillis()).isPositive();
    assertThat(told).isEmpty();
  }

  @Test
  void aPacketToTheClientLeavesAlongItsPath() {
    InstalledSa sa = install();
    ByteBuffer packet = udp(SERVER, 1, CLIENT, 2);

    forward(packet.duplicate());

    assertThat(sent).extracting(Sent::path).containsExactly(PATH);
    ByteBuffer opened = ByteBuffer.allocate(500);
    open(sent.getFirst(), opened);
    assertThat(Octets.from(opened.flip())).isEqualTo(Octets.from(packet));
    assertThat(sa.traffic().outboundOctets()).isEqualTo(32);
    assertThat(sa.traffic().outboundPackets()).isEqualTo(1);
  }

  /** RFC 7296 section 2.8: the client may have no keys for the new one yet. */
  @Test
  void afterARekeyByTheClientTheOldSaSendsUntilTheClientUsesTheNewOne() {
    install();
    install(Packets.headend(HEADEND_SPI + 1, CLIENT_SPI + 1).replacing(HEADEND_SPI));
    InstalledSa clients =
        new InstalledSa(Packets.client(HEADEND_SPI + 1, CLIENT_SPI + 1), PATH, 64);

    forward(udp(SERVER, 1, CLIENT, 2));
    receive(PATH, fromClient(udp(CLIENT, 1, SERVER, 2)));
    forward(udp(SERVER, 1, CLIENT, 2));
    ByteBuffer esp = protectedBy(clients, udp(CLIENT, 1, SERVER, 2));
    receive(PATH, esp.duplicate().put(20, (byte) ~esp.get(20)));
    forward(udp(SERVER, 1, CLIENT, 2));
    esp.put(20, (byte) ~esp.get(20));
    receive(PATH, esp);
    forward(udp(SERVER, 1, CLIENT, 2));

    assertThat(sent)
        .extracting(packet -> packet.esp().buffer().getInt())
        .containsExactly(CLIENT_SPI, CLIENT_SPI, CLIENT_SPI, CLIENT_SPI + 1);
    assertThat(written).hasSize(2);
  }

  @Test
  void aClientMayNotSendInTheNameOfOthers() {
    InstalledSa sa = install();

    receive(PATH, fromClient(udp(address("10.99.0.66"), 1, SERVER, 2)));
    receive(PATH, fromClient(udp(CLIENT, 1, address("192.168.7.66"), 2)));

    assertThat(written).isEmpty();
    assertThat(drops.snapshot()).containsEntry(Drop.INBOUND_SELECTORS, 2L);
    assertThat(sa.traffic().inboundPackets()).isZero();
  }

  @Test
  void whatIsForgedOrRepeatedIsCounted() {
    install();
    ByteBuffer esp = fromClient(udp(CLIENT, 1, SERVER, 2));

    receive(MOVED, esp.duplicate().put(20, (byte) ~esp.get(20)));
    esp.put(20, (byte) ~esp.get(20));
    receive(PATH, esp);
    receive(MOVED, esp);
    receive(PATH, ByteBuffer.allocate(7));

    assertThat(drops.snapshot())
        .containsEntry(Drop.INBOUND_INVALID, 1L)
        .containsEntry(Drop.INBOUND_REPLAYED, 1L)
        .containsEntry(Drop.INBOUND_TOO_SHORT, 1L);
    assertThat(written).hasSize(1);
    assertThat(told).isEmpty();
  }

  @Test
  void aNewPathIsToldOnceAndAgainAfterTheNextChange() {
    InstalledSa sa = install();
    ByteBuffer late = fromClient(udp(CLIENT, 1, SERVER, 2));

    for (Path path : List.of(PATH, MOVED, MOVED, PATH, MOVED)) {
      receive(path, fromClient(udp(CLIENT, 1, SERVER, 2)));
    }
    receive(PATH, late);
    assertThat(told).containsExactly(MOVED, MOVED);

    sa.move(MOVED);
    receive(MOVED, fromClient(udp(CLIENT, 1, SERVER, 2)));
    assertThat(told).hasSize(2);
    assertThat(written).hasSize(7);
  }

  @Test
  void aClientThatGoesBackBehindAMoveThatIkeSawIsFollowed() {
    InstalledSa sa = install();
    receive(PATH, fromClient(udp(CLIENT, 1, SERVER, 2)));
    sa.move(MOVED);

    receive(PATH, fromClient(udp(CLIENT, 1, SERVER, 2)));

    assertThat(told).containsExactly(PATH);
  }

  @Test
  void ofPacketsOnTwoPathsAtOnceTheYoungestDecides() throws Exception {
    for (int round = 0; round < 300; round++) {
      InstalledSa sa = install();
      List<ByteBuffer> packets =
          Stream.generate(() -> fromClient(udp(CLIENT, 1, SERVER, 2))).limit(64).toList();
      AtomicInteger changes = new AtomicInteger();
      Thread other =
          Thread.ofPlatform().start(() -> openEverySecond(sa, packets, 0, PATH, changes));
      openEverySecond(sa, packets, 1, MOVED, changes);
      other.join();

      int changesBefore = changes.get();
      openEverySecond(sa, List.of(fromClient(udp(CLIENT, 1, SERVER, 2))), 0, MOVED, changes);
      assertThat(changes).as("the last packet's path was known").hasValue(changesBefore);
    }
  }

  private static void openEverySecond(
      InstalledSa sa, List<ByteBuffer> packets, int first, Path path, AtomicInteger changes) {
    for (int i = first; i < packets.size(); i += 2) {
      ByteBuffer opened = ByteBuffer.allocate(500);
      Result result = sa.open(packets.get(i), opened, path, 0, new PathChanges(changes));
      assertThat(result).isEqualTo(Result.ACCEPTED);
    }
  }

  @Test
  void unknownSpisAreToldInBoundedNumber() {
    for (int spi = 0; spi < 10_000; spi++) {
      receive(PATH, ByteBuffer.allocate(40).putInt(0, spi));
    }

    assertThat(drops.snapshot()).containsEntry(Drop.INBOUND_UNKNOWN_SPI, 10_000L);
    assertThat(told).first().isEqualTo(256);
    assertThat(told).hasSize(5_000);
  }

  @Test
  void packetsWithoutASaAreCounted() {
    install();

    forward(udp(SERVER, 1, address("10.99.0.77"), 2));
    forward(udp(address("192.168.7.66"), 1, CLIENT, 2));
    forward(ByteBuffer.allocate(10));

    assertThat(drops.snapshot())
        .containsEntry(Drop.OUTBOUND_NO_SA, 1L)
        .containsEntry(Drop.OUTBOUND_SELECTORS, 1L)
        .containsEntry(Drop.OUTBOUND_MALFORMED, 1L);
    assertThat(sent).isEmpty();
  }

  @Test
  void numbersRunLowOnceWhenThreeQuartersAreUsed() {
    InstalledSa sa = install(Packets.headend(HEADEND_SPI, CLIENT_SPI).recovered());
    int threeQuarters = (1 << 26) / 4 * 3;
    for (int i = 1; i < threeQuarters; i++) {
      if (sa.countOutbound(1) != Wear.News.NONE) {
        throw new AssertionError("told at packet " + i);
      }
    }

    forward(udp(SERVER, 1, CLIENT, 2));
    forward(udp(SERVER, 1, CLIENT, 2));

    assertThat(told).containsExactly("due");
  }

  /** A datagram has 32 octets. */
  @Test
  void anSaIsRekeyedNearItsLimitOfOctetsAndEndsThere() {
    InstalledSa sa = install(limited(64, 128));
    for (int i = 0; i < 6; i++) {
      forward(udp(SERVER, 1, CLIENT, 2));
    }

    assertThat(told).containsExactly("due", "expired");
    assertThat(sent).hasSize(4);
    receive(PATH, fromClient(udp(CLIENT, 1, SERVER, 2)));
    assertThat(written).isEmpty();
    assertThat(drops.snapshot())
        .containsEntry(Drop.OUTBOUND_EXPIRED, 2L)
        .containsEntry(Drop.INBOUND_EXPIRED, 1L);
    assertThat(sa.traffic().outboundOctets()).isEqualTo(128);
  }

  @Test
  void eachDirectionHasItsOwnOctets() {
    install(limited(64, 128));
    for (int i = 0; i < 6; i++) {
      receive(PATH, fromClient(udp(CLIENT, 1, SERVER, 2)));
    }

    assertThat(told).containsExactly("due", "expired");
    assertThat(written).hasSize(4);
    install(limited(65, 128));
    forward(udp(SERVER, 1, CLIENT, 2));
    receive(PATH, fromClient(udp(CLIENT, 1, SERVER, 2)));
    assertThat(told).hasSize(2);
  }

  private static ChildSa limited(long softOctets, long hardOctets) {
    return Packets.headend(HEADEND_SPI, CLIENT_SPI)
        .limitedTo(Optional.of(new VolumeLifetime(softOctets, hardOctets)));
  }

  @Test
  void aRecoveredSaNeverRepeatsANumber() {
    ChildSa childSa = Packets.headend(HEADEND_SPI, CLIENT_SPI);
    for (int recoveries = 0; recoveries <= SequenceBlock.MAXIMUM_RECOVERIES; recoveries++) {
      install(childSa);
      forward(udp(SERVER, 1, CLIENT, 2));
      forward(udp(SERVER, 1, CLIENT, 2));
      childSa = childSa.recovered();
    }

    assertThat(sent)
        .extracting(packet -> packet.esp().slice(4, 16))
        .doesNotHaveDuplicates()
        .hasSize(2 * 33);
    for (Sent packet : sent) {
      ByteBuffer opened = ByteBuffer.allocate(500);
      open(packet, opened);
      assertThat(opened.position()).as("the client sees a jump forward").isEqualTo(32);
    }
    ChildSa once = childSa;
    assertThatThrownBy(() -> install(once))
        .isInstanceOf(DataPlaneException.class)
        .hasMessageContaining("must be rekeyed");
  }
}
