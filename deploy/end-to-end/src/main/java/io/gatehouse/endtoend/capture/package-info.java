/** Recorded packets and what Wireshark's dissector makes of them. */
@NullMarked
package io.gatehouse.endtoend.capture;

import org.jspecify.annotations.NullMarked;
