/** The data plane as sessions see it. */
@NullMarked
package io.gatehouse.cluster.dataplane;

import org.jspecify.annotations.NullMarked;
