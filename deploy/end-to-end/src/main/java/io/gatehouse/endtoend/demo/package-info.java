/** Guided tours: of one headend, and of a cluster that loses a node. */
@NullMarked
package io.gatehouse.endtoend.demo;

import org.jspecify.annotations.NullMarked;
