/** Interfaces of the Linux kernel, and routes into them: rtnetlink(7). */
@NullMarked
package io.gatehouse.node.route;

import org.jspecify.annotations.NullMarked;
