/** Immutable octet strings, plain and secret. */
@NullMarked
package io.gatehouse.protocol.octets;

import org.jspecify.annotations.NullMarked;
