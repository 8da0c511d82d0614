/** User-space ESP over a TUN device. */
@NullMarked
package io.gatehouse.node.tun;

import org.jspecify.annotations.NullMarked;
