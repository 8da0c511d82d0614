/** The IKEv2 responder as a state machine without input or output (RFC 7296 sections 1 and 2). */
@NullMarked
package io.gatehouse.protocol.ike.exchange;

import org.jspecify.annotations.NullMarked;
