package io.gatehouse.protocol.ike.crypto;

import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.util.Optional;

/** RFC 7296 sections 2.14, 2.17 and 2.18. Nonces are the data of the Nonce payloads. */
public final class KeyDerivation {

  private KeyDerivation() {}

  /** The keys of a first IKE SA. */
  public static IkeKeys initial(
      IkeSuite suite,
      Secret sharedSecret,
      Octets initiatorNonce,
      Octets responderNonce,
      long initiatorSpi,
      long responderSpi) {
    throw new UnsupportedOperationException();
  }

  /** The keys of an IKE SA that replaces one with {@code oldPrf} and {@code oldSkD}. */
  public static IkeKeys rekeyed(
      IkeSuite suite,
      Prf oldPrf,
      Secret oldSkD,
      Secret sharedSecret,
      Octets initiatorNonce,
      Octets responderNonce,
      long initiatorSpi,
      long responderSpi) {
    throw new UnsupportedOperationException();
  }

  /**
   * The keys of a CHILD SA; {@code sharedSecret} is present when the exchange had a key exchange.
   */
  public static ChildKeys child(
      EspSuite suite,
      Prf prf,
      Secret skD,
      Optional<Secret> sharedSecret,
      Octets initiatorNonce,
      Octets responderNonce) {
    throw new UnsupportedOperationException();
  }
}
