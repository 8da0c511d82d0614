/** How messages cross from node to node. */
@NullMarked
package io.gatehouse.cluster.wire;

import org.jspecify.annotations.NullMarked;
