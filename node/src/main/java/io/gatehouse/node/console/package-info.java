/** The operator's console: what is typed, and what is answered. */
@NullMarked
package io.gatehouse.node.console;

import org.jspecify.annotations.NullMarked;
