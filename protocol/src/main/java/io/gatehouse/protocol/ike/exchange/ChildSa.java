package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.crypto.EspSuite;
import io.gatehouse.protocol.ike.message.TrafficSelector;
import io.gatehouse.protocol.octets.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A pair of ESP SAs in tunnel mode.
 *
 * @param inboundSpi ours: the client puts it on what it sends
 * @param outboundSpi the client's
 * @param inboundKey encryption key, with the AEAD's salt at its end
 * @param inboundIntegrityKey empty for an AEAD
 * @param local selectors of the headend's side
 * @param remote selectors of the client's side
 * @param rekeyAt when the headend rekeys it
 * @param expiresAt when it is deleted if that has not come about
 * @param volume the same in octets; empty: without such a limit
 * @param recoveries how often it was installed again after its node or process was lost; stored
 *     before it is, since the sequence numbers of the next installation follow from it
 * @param received up to which sequence number packets are known to have come, 0 when nothing is
 *     known: an installation refuses these, since nobody can tell which of them comes again
 * @param replaces inbound SPI of the CHILD SA that the client has rekeyed with this one: the
 *     headend goes on to send through that one until it is deleted, or the client sends through
 *     this one (RFC 7296 section 2.8). Empty once packets have come
 */
public record ChildSa(
    int inboundSpi,
    int outboundSpi,
    EspSuite suite,
    Secret inboundKey,
    Secret inboundIntegrityKey,
    Secret outboundKey,
    Secret outboundIntegrityKey,
    List<TrafficSelector> local,
    List<TrafficSelector> remote,
    Stage stage,
    Instant rekeyAt,
    Instant expiresAt,
    Optional<VolumeLifetime> volume,
    int recoveries,
    long received,
    OptionalInt replaces) {

  /** Where it stands in its life. */
  public enum Stage {
    /** In use. */
    INSTALLED,
    /** Its successor is in use; the peer, who rekeyed it, will delete it. */
    REPLACED_BY_PEER,
    /** Its successor is in use, or it is not wanted any more; the headend deletes it. */
    TO_DELETE
  }

  public ChildSa {
    local = List.copyOf(local);
    remote = List.copyOf(remote);
  }

  /** As it was negotiated: limited by time only, never recovered, and nothing received. */
  public ChildSa(
      int inboundSpi,
      int outboundSpi,
      EspSuite suite,
      Secret inboundKey,
      Secret inboundIntegrityKey,
      Secret outboundKey,
      Secret outboundIntegrityKey,
      List<TrafficSelector> local,
      List<TrafficSelector> remote,
      Stage stage,
      Instant rekeyAt,
      Instant expiresAt) {
    this(
        inboundSpi,
        outboundSpi,
        suite,
        inboundKey,
        inboundIntegrityKey,
        outboundKey,
        outboundIntegrityKey,
        local,
        remote,
        stage,
        rekeyAt,
        expiresAt,
        Optional.empty(),
        0,
        0,
        OptionalInt.empty());
  }

  public ChildSa at(Stage newStage) {
    return with(newStage, rekeyAt, volume, recoveries, received, replaces);
  }

  public ChildSa limitedTo(Optional<VolumeLifetime> newVolume) {
    return with(stage, rekeyAt, newVolume, recoveries, received, replaces);
  }

  /** Recovered once more: to be stored first, then installed. */
  public ChildSa recovered() {
    return with(stage, rekeyAt, volume, recoveries + 1, received, replaces);
  }

  /** Packets have come up to this number, if it is not known of higher ones. */
  public ChildSa havingReceived(long number) {
    return number > received
        ? with(stage, rekeyAt, volume, recoveries, number, OptionalInt.empty())
        : this;
  }

  /** With what {@code other} knows to have come. */
  ChildSa havingReceivedAs(ChildSa other) {
    return with(stage, rekeyAt, volume, recoveries, other.received, other.replaces);
  }

  /** Made by the client in place of another. */
  public ChildSa replacing(int otherInboundSpi) {
    OptionalInt other = OptionalInt.of(otherInboundSpi);
    return with(stage, rekeyAt, volume, recoveries, received, other);
  }

  ChildSa rekeyedAt(Instant newRekeyAt) {
    return with(stage, newRekeyAt, volume, recoveries, received, replaces);
  }

  private ChildSa with(
      Stage newStage,
      Instant newRekeyAt,
      Optional<VolumeLifetime> newVolume,
      int newRecoveries,
      long newReceived,
      OptionalInt newReplaces) {
    return new ChildSa(
        inboundSpi,
        outboundSpi,
        suite,
        inboundKey,
        inboundIntegrityKey,
        outboundKey,
        outboundIntegrityKey,
        local,
        remote,
        newStage,
        newRekeyAt,
        expiresAt,
        newVolume,
        newRecoveries,
        newReceived,
        newReplaces);
  }
}
