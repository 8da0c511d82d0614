/** What each piece of the work for a session, or for a packet, takes by itself: with JMH. */
@NullMarked
package io.gatehouse.benchmark.piece;

import org.jspecify.annotations.NullMarked;
