/** Who is connected: the session table for show. */
@NullMarked
package io.gatehouse.cluster.directory;

import org.jspecify.annotations.NullMarked;
