/** The client's socket, clock and threads. */
@NullMarked
package io.gatehouse.client.net;

import org.jspecify.annotations.NullMarked;
