/** strongSwan as it was built for the benchmark. */
@NullMarked
package io.gatehouse.benchmark.strongswan;

import org.jspecify.annotations.NullMarked;
