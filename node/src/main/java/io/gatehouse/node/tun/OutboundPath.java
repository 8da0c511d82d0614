package io.gatehouse.node.tun;

import io.gatehouse.cluster.dataplane.DataPlaneEvents;
import io.gatehouse.node.metrics.Counters;
import io.gatehouse.node.net.EspSender;
import java.nio.ByteBuffer;
import java.util.Optional;

/** From the TUN device to the network. For one thread. */
final class OutboundPath {

  /** More than any suite adds to a packet. */
  private static final int ROOM_FOR_ESP = 256;

  private final SecurityAssociations associations;
  private final EspSender sender;
  private final DataPlaneEvents events;
  private final Counters<Drop> drops;
  private final ByteBuffer packet = ByteBuffer.allocate(TunDevice.LONGEST_PACKET);
  private final ByteBuffer esp = ByteBuffer.allocate(TunDevice.LONGEST_PACKET + ROOM_FOR_ESP);

  OutboundPath(
      SecurityAssociations associations,
      EspSender sender,
      DataPlaneEvents events,
      Counters<Drop> drops) {
    this.associations = associations;
    this.sender = sender;
    this.events = events;
    this.drops = drops;
  }

  /** Takes the IP packet that remains in {@code fromDevice}: any octets. */
  void forward(ByteBuffer fromDevice) {
    packet.clear().put(fromDevice).flip();
    Optional<InnerPacket> inner = InnerPacket.parse(packet);
    if (inner.isEmpty()) {
      drops.count(Drop.OUTBOUND_MALFORMED);
      return;
    }
    Optional<InstalledSa> sa = associations.outbound(inner.get());
    if (sa.isPresent()) {
      send(sa.get());
    } else {
      boolean known = associations.leadsTo(inner.get().destination());
      drops.count(known ? Drop.OUTBOUND_SELECTORS : Drop.OUTBOUND_NO_SA);
    }
  }

  private void send(InstalledSa sa) {
    if (!sa.outbound().protect(packet, esp.clear())) {
      drops.count(Drop.OUTBOUND_SEQUENCE_EXHAUSTED);
      return;
    }
    sender.send(sa.path(), esp.flip());
    if (sa.countOutbound(packet.remaining())) {
      events.sequenceNumbersRunLow(sa.inboundSpi());
    }
  }
}
