/** Brings each version of the configuration to all nodes. */
@NullMarked
package io.gatehouse.cluster.config.distribution;

import org.jspecify.annotations.NullMarked;
