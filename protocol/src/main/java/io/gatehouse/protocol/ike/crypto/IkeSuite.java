package io.gatehouse.protocol.ike.crypto;

import java.util.Optional;

/**
 * What an IKE SA was negotiated to use.
 *
 * @param keyLength bits of the encryption key
 * @param integrity present exactly when {@code encryption} is no AEAD
 */
public record IkeSuite(
    Encryption encryption,
    int keyLength,
    Optional<Integrity> integrity,
    Prf prf,
    KeyExchangeMethod keyExchange) {}
