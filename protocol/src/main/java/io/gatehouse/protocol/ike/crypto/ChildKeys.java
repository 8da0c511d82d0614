package io.gatehouse.protocol.ike.crypto;

import io.gatehouse.protocol.octets.Secret;

/**
 * The keys of a CHILD SA (RFC 7296 section 2.17). "Initiator" is the side that began the exchange
 * which created it. Encryption keys carry the AEAD's salt at their end; integrity keys are empty
 * for an AEAD.
 */
public record ChildKeys(
    Secret encryptionInitiator,
    Secret integrityInitiator,
    Secret encryptionResponder,
    Secret integrityResponder) {}
