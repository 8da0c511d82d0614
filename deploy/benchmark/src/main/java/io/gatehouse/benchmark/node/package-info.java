/** A Gatehouse node without a data plane, and the simulated clients that it serves. */
@NullMarked
package io.gatehouse.benchmark.node;

import org.jspecify.annotations.NullMarked;
