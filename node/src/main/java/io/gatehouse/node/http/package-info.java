/** The administration endpoint on the loopback address. */
@NullMarked
package io.gatehouse.node.http;

import org.jspecify.annotations.NullMarked;
