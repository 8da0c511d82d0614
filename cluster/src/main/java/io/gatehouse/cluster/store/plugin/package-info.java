/** The session store as Pekko's persistence sees it. */
@NullMarked
package io.gatehouse.cluster.store.plugin;

import org.jspecify.annotations.NullMarked;
