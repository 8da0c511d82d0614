/** Several nodes behind one address: networks, routers, services and the nodes themselves. */
@NullMarked
package io.gatehouse.endtoend.cluster;

import org.jspecify.annotations.NullMarked;
