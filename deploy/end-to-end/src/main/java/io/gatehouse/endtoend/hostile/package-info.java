/** A host that sends the headend what no honest client sends. */
@NullMarked
package io.gatehouse.endtoend.hostile;

import org.jspecify.annotations.NullMarked;
