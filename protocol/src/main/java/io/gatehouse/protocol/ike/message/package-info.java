/** The IKEv2 message codec (RFC 7296 section 3, RFC 7383, and Cisco's older fragments). */
@NullMarked
package io.gatehouse.protocol.ike.message;

import org.jspecify.annotations.NullMarked;
