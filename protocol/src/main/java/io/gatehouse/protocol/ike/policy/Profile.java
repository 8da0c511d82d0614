package io.gatehouse.protocol.ike.policy;

import io.gatehouse.protocol.ike.message.Identification;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * {@code crypto ikev2 profile}: what applies to a client, chosen by its IDi before it is
 * authenticated.
 *
 * @param localIdentity empty: the certificate's subject, or the local address for a pre-shared key
 * @param ikeLifetime the IKE SA ends then unless the client has rekeyed it
 * @param childLifetime the headend rekeys a CHILD SA some time before
 * @param childOctets the same for what each of its directions has carried; empty: any number
 */
public record Profile(
    String name,
    List<IdentityMatch> matches,
    Optional<Identification> localIdentity,
    LocalAuthentication local,
    List<RemoteAuthentication> remote,
    List<KeyringPeer> keyring,
    List<EspProposal> espProposals,
    Duration ikeLifetime,
    Duration childLifetime,
    OptionalLong childOctets,
    Optional<DeadPeerDetection> deadPeerDetection) {
  public Profile {
    matches = List.copyOf(matches);
    remote = List.copyOf(remote);
    keyring = List.copyOf(keyring);
    espProposals = List.copyOf(espProposals);
  }

  public <R extends RemoteAuthentication> Optional<R> remote(Class<R> type) {
    return remote.stream().filter(type::isInstance).map(type::cast).findFirst();
  }
}
