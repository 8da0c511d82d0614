package io.gatehouse.protocol.ike.crypto;

import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.nio.ByteBuffer;
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
    Octets nonces = Octets.concat(initiatorNonce, responderNonce);
    Secret seed = suite.prf().apply(Secret.owned(nonces.array()), revealed(sharedSecret));
    return keys(suite, seed, nonces, initiatorSpi, responderSpi);
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
    Octets nonces = Octets.concat(initiatorNonce, responderNonce);
    Secret seed = oldPrf.apply(oldSkD, Octets.concat(revealed(sharedSecret), nonces));
    return keys(suite, seed, nonces, initiatorSpi, responderSpi);
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
    Octets nonces = Octets.concat(initiatorNonce, responderNonce);
    Octets seed =
        sharedSecret.map(secret -> Octets.concat(revealed(secret), nonces)).orElse(nonces);
    int encryption = encryptionKeyLength(suite.encryption(), suite.keyLength());
    int integrity = suite.integrity().map(Integrity::keyLength).orElse(0);
    KeyMaterial material =
        new KeyMaterial(prf.expand(skD, seed, 2 * Math.addExact(encryption, integrity)));
    return new ChildKeys(
        material.take(encryption),
        material.take(integrity),
        material.take(encryption),
        material.take(integrity));
  }

  private static IkeKeys keys(
      IkeSuite suite, Secret seed, Octets nonces, long initiatorSpi, long responderSpi) {
    int derivation = suite.prf().length();
    int integrity = suite.integrity().map(Integrity::keyLength).orElse(0);
    int encryption = encryptionKeyLength(suite.encryption(), suite.keyLength());
    byte[] spis =
        ByteBuffer.allocate(2 * Long.BYTES).putLong(initiatorSpi).putLong(responderSpi).array();
    KeyMaterial material =
        new KeyMaterial(
            suite
                .prf()
                .expand(
                    seed,
                    Octets.concat(nonces, Octets.owned(spis)),
                    3 * derivation + 2 * integrity + 2 * encryption));
    return new IkeKeys(
        material.take(derivation),
        material.take(integrity),
        material.take(integrity),
        material.take(encryption),
        material.take(encryption),
        material.take(derivation),
        material.take(derivation));
  }

  private static int encryptionKeyLength(Encryption encryption, int keyLength) {
    return keyLength / Byte.SIZE + encryption.saltLength();
  }

  private static Octets revealed(Secret secret) {
    return Octets.owned(secret.reveal());
  }

  /** The output of prf+, handed out from its front. */
  private static final class KeyMaterial {
    private final ByteBuffer octets;

    KeyMaterial(Secret octets) {
      this.octets = ByteBuffer.wrap(octets.reveal());
    }

    Secret take(int length) {
      byte[] key = new byte[length];
      octets.get(key);
      return Secret.owned(key);
    }
  }
}
