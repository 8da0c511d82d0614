/** Gatehouse side by side with strongSwan. */
@NullMarked
package io.gatehouse.benchmark;

import org.jspecify.annotations.NullMarked;
