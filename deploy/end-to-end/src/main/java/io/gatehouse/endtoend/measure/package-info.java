/** How long traffic and IKE are silent, and whether what must hold after a failure holds. */
@NullMarked
package io.gatehouse.endtoend.measure;

import org.jspecify.annotations.NullMarked;
