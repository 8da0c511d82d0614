/** Rules that hold for all modules. */
@NullMarked
package io.gatehouse;

import org.jspecify.annotations.NullMarked;
