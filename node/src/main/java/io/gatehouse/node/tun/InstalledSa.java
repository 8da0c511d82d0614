package io.gatehouse.node.tun;

import io.gatehouse.cluster.dataplane.DataPlane;
import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import io.gatehouse.cluster.dataplane.DataPlane.Traffic;
import io.gatehouse.cluster.dataplane.DataPlaneEvents;
import io.gatehouse.protocol.esp.EspInbound;
import io.gatehouse.protocol.esp.EspInbound.Result;
import io.gatehouse.protocol.esp.EspOutbound;
import io.gatehouse.protocol.esp.SequenceBlock;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.ike.exchange.VolumeLifetime;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;

/** Both directions of a CHILD SA at work, with its counters. Safe for several threads. */
final class InstalledSa {

  private static final VolumeLifetime UNLIMITED =
      new VolumeLifetime(Long.MAX_VALUE, Long.MAX_VALUE);

  private final ChildSa childSa;
  private final Selectors local;
  private final Selectors remote;
  private final EspInbound inbound;
  private final EspOutbound outbound;
  private final VolumeLifetime volume;
  private final long manyPackets;

  private final AtomicLong inboundOctets = new AtomicLong();
  private final AtomicLong inboundPackets = new AtomicLong();
  private final AtomicLong outboundOctets = new AtomicLong();
  private final AtomicLong outboundPackets = new AtomicLong();
  private final Wear wear = new Wear();
  private volatile long lastInboundMillis;
  private volatile Path path;

  /** The path that the sessions know of: where the SA sends, until a packet came along another. */
  private Path lastTold;

  /** The highest sequence number that the sessions know to have come. */
  private long checkpoint;

  /**
   * @throws DataPlaneException when there are no sequence numbers left
   */
  InstalledSa(ChildSa childSa, Path path, int replayWindow) {
    SequenceBlock numbers =
        SequenceBlock.after(childSa.recoveries())
            .orElseThrow(
                () ->
                    new DataPlaneException(
                        "the CHILD SA was recovered more than %d times: it must be rekeyed"
                            .formatted(SequenceBlock.MAXIMUM_RECOVERIES)));
    this.childSa = childSa;
    this.path = path;
    this.lastTold = path;
    this.local = Selectors.of(childSa.local());
    this.remote = Selectors.of(childSa.remote());
    this.inbound =
        EspInbound.of(
            childSa.inboundSpi(),
            childSa.suite(),
            childSa.inboundKey(),
            childSa.inboundIntegrityKey(),
            replayWindow,
            childSa.received());
    this.checkpoint = childSa.received();
    this.outbound =
        EspOutbound.of(
            childSa.outboundSpi(),
            childSa.suite(),
            childSa.outboundKey(),
            childSa.outboundIntegrityKey(),
            numbers);
    this.volume = childSa.volume().orElse(UNLIMITED);
    this.manyPackets = (numbers.last() - numbers.first() + 1) / 4 * 3;
  }

  int inboundSpi() {
    return childSa.inboundSpi();
  }

  int outboundSpi() {
    return childSa.outboundSpi();
  }

  int recoveries() {
    return childSa.recoveries();
  }

  /** Inbound SPI of another one, see {@link ChildSa#replaces}. */
  OptionalInt replaces() {
    return childSa.replaces();
  }

  /** Whether it replaces another one, and nothing has come out of it yet. */
  boolean waits() {
    return childSa.replaces().isPresent() && lastInboundMillis == 0;
  }

  EspOutbound outbound() {
    return outbound;
  }

  Path path() {
    return path;
  }

  synchronized void move(Path newPath) {
    path = newPath;
    lastTold = newPath;
  }

  /**
   * Whether it goes on when {@code other} is to be installed: it has the same keys and is not from
   * before. Since an earlier installation the SA was elsewhere, where it sent with higher numbers:
   * to the client its own are replays.
   */
  boolean goesOnAs(ChildSa other) {
    return childSa.recoveries() >= other.recoveries()
        && childSa.outboundSpi() == other.outboundSpi()
        && childSa.outboundKey().equals(other.outboundKey())
        && childSa.inboundKey().equals(other.inboundKey());
  }

  boolean fitsOutbound(InnerPacket packet) {
    return local.fit(packet.source(), packet.protocol(), packet.sourcePort())
        && remote.fit(packet.destination(), packet.protocol(), packet.destinationPort());
  }

  /** RFC 4301 section 5.2: what comes out of the tunnel must be what was agreed. */
  boolean fitsInbound(InnerPacket packet) {
    return remote.fit(packet.source(), packet.protocol(), packet.sourcePort())
        && local.fit(packet.destination(), packet.protocol(), packet.destinationPort());
  }

  /**
   * Unwraps an ESP packet as {@link EspInbound#open} does, and takes note of where it came from.
   * One lock holds until that is done: of two packets that come along two paths at once, the
   * younger decides.
   *
   * @param events are told the path of the youngest packet, once, when the SA does not send there,
   *     and after many packets how far they have come
   */
  synchronized Result open(
      ByteBuffer esp, ByteBuffer packet, Path from, long nowMillis, DataPlaneEvents events) {
    long before = inbound.sequence();
    Result result = inbound.open(esp, packet);
    if (result == Result.ACCEPTED || result == Result.DUMMY) {
      lastInboundMillis = nowMillis;
      if (inbound.sequence() > before) {
        youngest(from, inbound.sequence(), events);
      }
    }
    return result;
  }

  private void youngest(Path from, long sequence, DataPlaneEvents events) {
    if (!from.equals(lastTold)) {
      lastTold = from;
      if (!from.equals(path)) {
        events.pathChanged(inboundSpi(), from);
      }
    }
    if (sequence - checkpoint >= DataPlane.CHECKPOINT_PACKETS) {
      checkpoint = sequence;
      events.received(inboundSpi(), outboundSpi(), sequence);
    }
  }

  /** Counts a packet from the client. */
  Wear.News countInbound(int octets) {
    inboundPackets.incrementAndGet();
    return worn(inboundOctets.addAndGet(octets), false);
  }

  /** Counts a packet that was sent. */
  Wear.News countOutbound(int octets) {
    boolean numbersLow = outboundPackets.incrementAndGet() >= manyPackets;
    return worn(outboundOctets.addAndGet(octets), numbersLow);
  }

  private Wear.News worn(long octets, boolean numbersLow) {
    return wear.reached(numbersLow || octets >= volume.softOctets(), octets >= volume.hardOctets());
  }

  /** A packet could not be sent, for there was no number left for it. */
  Wear.News numbersUsedUp() {
    return wear.reached(true, true);
  }

  /** Whether it carries nothing more. */
  boolean isExpired() {
    return wear.isExpired();
  }

  Traffic traffic() {
    return new Traffic(
        inboundOctets.get(),
        inboundPackets.get(),
        outboundOctets.get(),
        outboundPackets.get(),
        lastInboundMillis,
        childSa.recoveries(),
        inbound.sequence());
  }
}
