package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.crypto.EspSuite;
import io.gatehouse.protocol.ike.message.TrafficSelector;
import io.gatehouse.protocol.octets.Secret;
import java.time.Instant;
import java.util.List;

/**
 * A pair of ESP SAs in tunnel mode.
 *
 * @param inboundSpi ours: the client puts it on what it sends
 * @param outboundSpi the client's
 * @param inboundKey encryption key, with the AEAD's salt at its end
 * @param inboundIntegrityKey empty for an AEAD
 * @param local selectors of the headend's side
 * @param remote selectors of the client's side
 * @param installations how often it has been installed in a data plane, at least 1. Each installation begins at sequence
 *     numbers of its own, so that no IV repeats.
 * @param rekeyAt when the headend rekeys it
 * @param expiresAt when it is deleted if that has not come about
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
    int installations,
    Instant rekeyAt,
    Instant expiresAt) {

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

  public ChildSa at(Stage newStage) {
    return with(newStage, installations, rekeyAt);
  }

  ChildSa rekeyedAt(Instant newRekeyAt) {
    return with(stage, installations, newRekeyAt);
  }

  ChildSa reinstalled(Instant newRekeyAt) {
    return with(stage, installations + 1, newRekeyAt);
  }

  private ChildSa with(Stage newStage, int newInstallations, Instant newRekeyAt) {
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
        newInstallations,
        newRekeyAt,
        expiresAt);
  }
}
