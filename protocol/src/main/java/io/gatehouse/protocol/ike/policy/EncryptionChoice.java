package io.gatehouse.protocol.ike.policy;

import io.gatehouse.protocol.ike.crypto.Encryption;

/** An encryption algorithm with its key length in bits. */
public record EncryptionChoice(Encryption encryption, int keyLength) {}
