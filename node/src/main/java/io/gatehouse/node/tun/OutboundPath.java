package io.gatehouse.node.tun;

import io.gatehouse.cluster.dataplane.DataPlaneEvents;
import io.gatehouse.node.metrics.Counters;
import io.gatehouse.node.net.EspSender;
import java.nio.ByteBuffer;
import java.util.Optional;

/** From the TUN device to the network. For one thread. */
final class OutboundPath {

  private final SecurityAssociations associations;
  private final DataPlaneEvents events;
  private final Counters<Drop> drops;
  private final ByteBuffer packet = ByteBuffer.allocate(TunDevice.LONGEST_PACKET);
  private final Segmentation segmentation = new Segmentation();
  private final EspBatch batch;

  OutboundPath(
      SecurityAssociations associations,
      EspSender sender,
      DataPlaneEvents events,
      Counters<Drop> drops) {
    this.associations = associations;
    this.batch = new EspBatch(sender);
    this.events = events;
    this.drops = drops;
  }

  /** Takes the IP packet that remains in {@code fromDevice}: any octets. */
  void forward(VirtioNetHeader header, ByteBuffer fromDevice) {
    packet.clear().put(fromDevice).flip();
    Optional<InnerPacket> inner = InnerPacket.parse(packet);
    if (inner.isEmpty()) {
      drops.count(Drop.OUTBOUND_MALFORMED);
      return;
    }
    Optional<InstalledSa> sa = associations.outbound(inner.get());
    if (sa.isEmpty()) {
      boolean known = associations.leadsTo(inner.get().destination());
      drops.count(known ? Drop.OUTBOUND_SELECTORS : Drop.OUTBOUND_NO_SA);
    } else if (!segmentation.cut(header, packet, segment -> send(sa.get(), segment))) {
      drops.count(Drop.OUTBOUND_MALFORMED);
    }
  }

  private void send(InstalledSa sa, ByteBuffer segment) {
    if (sa.isExpired()) {
      drops.count(Drop.OUTBOUND_EXPIRED);
    } else if (batch.add(sa, segment)) {
      sa.countOutbound(segment.remaining()).tell(sa, events);
    } else {
      drops.count(Drop.OUTBOUND_SEQUENCE_EXHAUSTED);
      sa.numbersUsedUp().tell(sa, events);
    }
  }

  /** Sends what was held back to be sent with others: to be called before waiting for more. */
  void flush() {
    batch.flush();
  }
}
