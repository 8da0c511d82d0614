/** Tells RADIUS of sessions (RFC 2866): what is in the outbox is delivered, at least once. */
@NullMarked
package io.gatehouse.cluster.accounting;

import org.jspecify.annotations.NullMarked;
