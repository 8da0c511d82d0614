/** The configuration as an object of the cluster: its versions, and how one follows another. */
@NullMarked
package io.gatehouse.cluster.config.archive;

import org.jspecify.annotations.NullMarked;
