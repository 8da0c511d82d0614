/** Which node hosts which shard of sessions, and how shards move without anybody noticing. */
@NullMarked
package io.gatehouse.cluster.placement;

import org.jspecify.annotations.NullMarked;
