/** The runnable process. */
@NullMarked
package io.gatehouse.node;

import org.jspecify.annotations.NullMarked;
