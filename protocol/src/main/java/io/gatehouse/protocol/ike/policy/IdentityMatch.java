package io.gatehouse.protocol.ike.policy;

import io.gatehouse.protocol.octets.Octets;
import java.net.InetAddress;

/** {@code match identity remote}: which IDi a profile or a keyring's peer is for. */
public sealed interface IdentityMatch {
  record Any() implements IdentityMatch {}

  /** Octet for octet; also matches the identity of type 201 that AnyConnect sends. */
  record KeyId(Octets keyId) implements IdentityMatch {}

  record Fqdn(String fqdn) implements IdentityMatch {}

  record FqdnDomain(String domain) implements IdentityMatch {}

  record Email(String email) implements IdentityMatch {}

  record EmailDomain(String domain) implements IdentityMatch {}

  record Address(InetAddress address, int prefixLength) implements IdentityMatch {}
}
