/** Which nodes the cluster has, how one is told from another, and how one that died is noticed. */
@NullMarked
package io.gatehouse.cluster.membership;

import org.jspecify.annotations.NullMarked;
