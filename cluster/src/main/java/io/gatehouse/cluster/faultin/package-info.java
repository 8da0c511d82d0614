/**
 * Page faults of the data plane: traffic that comes to a machine which does not have its CHILD SA.
 */
@NullMarked
package io.gatehouse.cluster.faultin;

import org.jspecify.annotations.NullMarked;
