/** What the kernel's ESP asks of the kernel's packet filter, nftables. */
@NullMarked
package io.gatehouse.node.nftables;

import org.jspecify.annotations.NullMarked;
