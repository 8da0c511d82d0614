/** What operators and balancers can ask a node. */
@NullMarked
package io.gatehouse.node.http;

import org.jspecify.annotations.NullMarked;
