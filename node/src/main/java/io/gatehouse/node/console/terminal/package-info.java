/** The operator's side of the console: a terminal, or a script. */
@NullMarked
package io.gatehouse.node.console.terminal;

import org.jspecify.annotations.NullMarked;
