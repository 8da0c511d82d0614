/** Gatehouse made distributed: Pekko actors around the pure protocols. */
@NullMarked
package io.gatehouse.cluster;

import org.jspecify.annotations.NullMarked;
