/** Address pools: unique leases, sticky to the user where free. */
@NullMarked
package io.gatehouse.cluster.pool;

import org.jspecify.annotations.NullMarked;
