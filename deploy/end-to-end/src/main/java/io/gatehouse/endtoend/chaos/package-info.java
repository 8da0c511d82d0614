/** A long run of a cluster under failures that come at random. */
@NullMarked
package io.gatehouse.endtoend.chaos;

import org.jspecify.annotations.NullMarked;
