/**
 * IKEv2 cryptography: key exchange, key derivation, message protection, AUTH (RFC 7296 section 2).
 */
@NullMarked
package io.gatehouse.protocol.ike.crypto;

import org.jspecify.annotations.NullMarked;
