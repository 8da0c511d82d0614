/** Requests to the Linux kernel, and what it tells: netlink(7), RFC 3549. */
@NullMarked
package io.gatehouse.node.netlink;

import org.jspecify.annotations.NullMarked;
