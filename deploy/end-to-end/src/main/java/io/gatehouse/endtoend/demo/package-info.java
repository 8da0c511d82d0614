/** A guided tour: two users, two clients, one headend. */
@NullMarked
package io.gatehouse.endtoend.demo;

import org.jspecify.annotations.NullMarked;
