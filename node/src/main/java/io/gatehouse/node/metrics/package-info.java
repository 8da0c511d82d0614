/** What the node counts, and how often it speaks of it. */
@NullMarked
package io.gatehouse.node.metrics;

import org.jspecify.annotations.NullMarked;
