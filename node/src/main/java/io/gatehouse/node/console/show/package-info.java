/** What the commands {@code show} print, from what is known at one moment. */
@NullMarked
package io.gatehouse.node.console.show;

import org.jspecify.annotations.NullMarked;
