/** The data plane in the Linux kernel: CHILD SAs as XFRM states and policies. */
@NullMarked
package io.gatehouse.node.kernel;

import org.jspecify.annotations.NullMarked;
