/** Many clients in the kernel at once, and two ways to tell it what to do with their packets. */
@NullMarked
package io.gatehouse.benchmark.kernel;

import org.jspecify.annotations.NullMarked;
