package io.gatehouse.protocol.ike.crypto;

import java.util.Optional;

/**
 * What a CHILD SA was negotiated to use.
 *
 * @param keyLength bits of the encryption key
 * @param integrity present exactly when {@code encryption} is no AEAD
 * @param keyExchange present when the CHILD SA has a key exchange of its own (PFS)
 */
public record EspSuite(
    Encryption encryption,
    int keyLength,
    Optional<Integrity> integrity,
    Optional<KeyExchangeMethod> keyExchange,
    boolean extendedSequenceNumbers) {}
