/** What the console's program and a node say to each other. */
@NullMarked
package io.gatehouse.node.console.wire;

import org.jspecify.annotations.NullMarked;
