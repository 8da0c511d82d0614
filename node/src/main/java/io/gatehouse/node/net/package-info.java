/** Netty UDP ingress. */
@NullMarked
package io.gatehouse.node.net;

import org.jspecify.annotations.NullMarked;
