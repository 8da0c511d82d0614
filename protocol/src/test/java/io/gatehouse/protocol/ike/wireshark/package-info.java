/** Wireshark's own IKEv2 captures, keys and expected results as ground truth. */
@NullMarked
package io.gatehouse.protocol.ike.wireshark;

import org.jspecify.annotations.NullMarked;
