package io.gatehouse.node.tun;

import io.gatehouse.cluster.dataplane.DataPlaneEvents;
import io.gatehouse.node.metrics.Counters;
import io.gatehouse.node.metrics.EventBudget;
import io.gatehouse.node.net.EspReceiver;
import io.gatehouse.protocol.esp.EspInbound.Result;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.octets.Octets;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/** From the network into the TUN device, on the thread that has read the datagram. */
final class InboundPath implements EspReceiver {

  private static final int HEADER = 8;
  private static final int LOWEST_SPI = 256;

  /** Each may cost a look-up; after the loss of a node they are the clients that it had. */
  private static final int UNKNOWN_SPIS_PER_SECOND = 5_000;

  /** Each thread's own: an opened packet, and what goes to the device. */
  private record Opened(ByteBuffer packet, Coalescing coalescing) {}

  private final SecurityAssociations associations;
  private final ThreadLocal<Opened> opened;
  private final DataPlaneEvents events;
  private final Counters<Drop> drops;
  private final LongSupplier nanoTime;
  private final EventBudget unknownSpis;

  /**
   * @param device makes what takes the packets of one thread; it is told how to count those that
   *     the kernel refused
   * @param nanoTime System::nanoTime
   */
  InboundPath(
      SecurityAssociations associations,
      Function<IntConsumer, Coalescing> device,
      DataPlaneEvents events,
      Counters<Drop> drops,
      LongSupplier nanoTime) {
    this.associations = associations;
    IntConsumer refused = packets -> drops.count(Drop.INBOUND_DEVICE, packets);
    this.opened =
        ThreadLocal.withInitial(
            () -> new Opened(ByteBuffer.allocate(TunDevice.LONGEST_PACKET), device.apply(refused)));
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
      unknown(spi, path, esp);
    }
  }

  private void unknown(int spi, Path path, ByteBuffer esp) {
    drops.count(Drop.INBOUND_UNKNOWN_SPI);
    boolean possible = Integer.compareUnsigned(spi, LOWEST_SPI) >= 0;
    if (possible && unknownSpis.take(nanoTime.getAsLong())) {
      byte[] packet = new byte[esp.remaining()];
      esp.get(esp.position(), packet);
      events.unknownSpi(spi, path, Octets.owned(packet));
    }
  }

  private void open(InstalledSa sa, Path path, ByteBuffer esp) {
    if (sa.isExpired()) {
      drops.count(Drop.INBOUND_EXPIRED);
      return;
    }
    Opened to = opened.get();
    ByteBuffer packet = to.packet.clear();
    boolean waited = sa.waits();
    Result result = sa.open(esp, packet, path, System.currentTimeMillis(), events);
    if (waited && !sa.waits()) {
      associations.heard(sa);
    }
    switch (result) {
      case ACCEPTED -> forward(sa, packet.flip(), to.coalescing);
      case DUMMY -> {}
      case REPLAYED -> drops.count(Drop.INBOUND_REPLAYED);
      case INVALID -> drops.count(Drop.INBOUND_INVALID);
    }
  }

  private void forward(InstalledSa sa, ByteBuffer packet, Coalescing device) {
    if (!InnerPacket.parse(packet).map(sa::fitsInbound).orElse(false)) {
      drops.count(Drop.INBOUND_SELECTORS);
      return;
    }
    sa.countInbound(packet.remaining()).tell(sa, events);
    device.add(packet);
  }

  @Override
  public void flush() {
    opened.get().coalescing.flush();
  }
}
