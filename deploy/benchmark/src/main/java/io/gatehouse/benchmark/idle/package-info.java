/** What it costs to hold sessions that do nothing. */
@NullMarked
package io.gatehouse.benchmark.idle;

import org.jspecify.annotations.NullMarked;
