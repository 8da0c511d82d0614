package io.gatehouse.protocol.ike.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long a CHILD SA lives that begins now: in time, and in octets of each direction. */
record ChildSaLife(Instant rekeyAt, Instant expiresAt, Optional<VolumeLifetime> volume) {

  /**
   * The headend rekeys between 80 and 90 percent of the lifetime, so that sessions do not rekey
   * together.
   */
  private static final double EARLIEST_REKEY = 0.8;

  private static final double REKEY_SPREAD = 0.1;

  /**
   * Between 50 and 75 percent of the octets: at a client's full speed, the rest must last for an
   * exchange and a retransmission.
   */
  private static final double EARLIEST_REKEY_OCTETS = 0.5;

  private static final double REKEY_OCTETS_SPREAD = 0.25;

  static ChildSaLife begin(Timing timing, Context context) {
    double spread = context.random().nextDouble();
    Duration lifetime = timing.childLifetime();
    double share = EARLIEST_REKEY + REKEY_SPREAD * spread;
    return new ChildSaLife(
        context.now().plusMillis((long) (lifetime.toMillis() * share)),
        context.now().plus(lifetime),
        timing.childOctets().stream().mapToObj(octets -> volume(octets, spread)).findFirst());
  }

  private static VolumeLifetime volume(long octets, double spread) {
    double share = EARLIEST_REKEY_OCTETS + REKEY_OCTETS_SPREAD * spread;
    return new VolumeLifetime((long) (octets * share), octets);
  }
}
