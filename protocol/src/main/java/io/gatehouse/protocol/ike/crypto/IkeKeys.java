package io.gatehouse.protocol.ike.crypto;

import io.gatehouse.protocol.octets.Secret;

/** The seven keys of RFC 7296 section 2.14. Encryption keys carry the AEAD's salt at their end. */
public record IkeKeys(
    Secret skD, Secret skAi, Secret skAr, Secret skEi, Secret skEr, Secret skPi, Secret skPr) {}
