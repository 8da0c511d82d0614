package io.gatehouse.protocol.ike.policy;

import io.gatehouse.protocol.octets.Secret;

/**
 * A keyring's entry: {@code local} proves the headend to the peer, {@code remote} the peer to the
 * headend.
 */
public record KeyringPeer(String name, IdentityMatch match, Secret local, Secret remote) {}
