/** How a node finds the others, and by what they trust one another. */
@NullMarked
package io.gatehouse.node.cluster;

import org.jspecify.annotations.NullMarked;
