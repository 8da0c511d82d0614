/** ESP packet protection and the replay window (RFC 4303). */
@NullMarked
package io.gatehouse.protocol.esp;

import org.jspecify.annotations.NullMarked;
