/** What a session's account says (RFC 2866): counters, records, and why it ended. */
@NullMarked
package io.gatehouse.protocol.accounting;

import org.jspecify.annotations.NullMarked;
