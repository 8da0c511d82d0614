package io.gatehouse.node.tun;

import io.gatehouse.cluster.dataplane.DataPlaneEvents;
import io.gatehouse.node.metrics.Counters;
import io.gatehouse.node.metrics.EventBudget;
import io.gatehouse.node.net.EspReceiver;
import io.gatehouse.protocol.esp.EspInbound.Result;
import io.gatehouse.protocol.ike.exchange.Path;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** From the network into the TUN device, on the thread that has read the datagram. */
final class InboundPath implements EspReceiver {

  private static final int HEADER = 8;
  private static final int LOWEST_SPI = 256;
  private static final int UNKNOWN_SPIS_PER_SECOND = 100;

  /** Each thread's own: an opened packet for the ciphers, and a copy for the system call. */
  private record Scratch(ByteBuffer packet, ByteBuffer direct) {
    static final ThreadLocal<Scratch> OF_THREAD =
        ThreadLocal.withInitial(
            () ->
                new Scratch(
                    ByteBuffer.allocate(TunDevice.LONGEST_PACKET),
                    ByteBuffer.allocateDirect(TunDevice.LONGEST_PACKET)));
  }

  private final SecurityAssociations associations;
  private final Predicate<ByteBuffer> device;
  private final DataPlaneEvents events;
  private final Counters<Drop> drops;
  private final LongSupplier nanoTime;
  private final EventBudget unknownSpis;

  /**
   * @param device takes an IP packet in a direct buffer, from its beginning to its limit, and says
   *     whether it did
   * @param nanoTime System::nanoTime
   */
  InboundPath(
      SecurityAssociations associations,
      Predicate<ByteBuffer> device,
      DataPlaneEvents events,
      Counters<Drop> drops,
      LongSupplier nanoTime) {
    this.associations = associations;
    this.device = device;
    this.events = events;
    this.drops = drops;
    this.nanoTime = nanoTime;
    this.unknownSpis = new EventBudget(UNKNOWN_SPIS_PER_SECOND, nanoTime.getAsLong());
  }

  @Override
  public void receive(Path path, ByteBuffer esp) {
    if (esp.remaining() < HEADER) {
      drops.count(Drop.INBOUND_TOO_SHORT);
      return;
    }
    int spi = esp.getInt(esp.position());
    Optional<InstalledSa> sa = associations.inbound(spi);
    if (sa.isPresent()) {
      open(sa.get(), path, esp);
    } else {
      unknown(spi, path);
    }
  }

  private void unknown(int spi, Path path) {
    drops.count(Drop.INBOUND_UNKNOWN_SPI);
    boolean possible = Integer.compareUnsigned(spi, LOWEST_SPI) >= 0;
    if (possible && unknownSpis.take(nanoTime.getAsLong())) {
      events.unknownSpi(spi, path);
    }
  }

  private void open(InstalledSa sa, Path path, ByteBuffer esp) {
    Scratch scratch = Scratch.OF_THREAD.get();
    ByteBuffer packet = scratch.packet.clear();
    Result result =
        sa.open(
            esp,
            packet,
            path,
            System.currentTimeMillis(),
            moved -> events.pathChanged(sa.inboundSpi(), moved));
    switch (result) {
      case ACCEPTED -> forward(sa, packet.flip(), scratch.direct);
      case DUMMY -> {}
      case REPLAYED -> drops.count(Drop.INBOUND_REPLAYED);
      case INVALID -> drops.count(Drop.INBOUND_INVALID);
    }
  }

  private void forward(InstalledSa sa, ByteBuffer packet, ByteBuffer direct) {
    if (!InnerPacket.parse(packet).map(sa::fitsInbound).orElse(false)) {
      drops.count(Drop.INBOUND_SELECTORS);
      return;
    }
    int octets = packet.remaining();
    if (device.test(direct.clear().put(packet).flip())) {
      sa.countInbound(octets);
    } else {
      drops.count(Drop.INBOUND_DEVICE);
    }
  }
}
