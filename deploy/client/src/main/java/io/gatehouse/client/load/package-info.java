/** Many clients at once, to see what a headend bears. */
@NullMarked
package io.gatehouse.client.load;

import org.jspecify.annotations.NullMarked;
