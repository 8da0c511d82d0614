/** The protocols as a library: bytes and events in, bytes and decisions out. */
@NullMarked
package io.gatehouse.protocol;

import org.jspecify.annotations.NullMarked;
