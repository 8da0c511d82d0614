/**
 * An IKEv2 initiator as a state machine without input, output or clock (RFC 7296), which behaves
 * like an AnyConnect client.
 */
@NullMarked
package io.gatehouse.client.initiator;

import org.jspecify.annotations.NullMarked;
