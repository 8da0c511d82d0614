/** Method lists, authorization, and the RADIUS client actors that batch requests. */
@NullMarked
package io.gatehouse.cluster.aaa;

import org.jspecify.annotations.NullMarked;
