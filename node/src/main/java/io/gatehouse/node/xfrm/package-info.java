/** IPsec of the Linux kernel: ESP states and policies as linux/xfrm.h defines them. */
@NullMarked
package io.gatehouse.node.xfrm;

import org.jspecify.annotations.NullMarked;
