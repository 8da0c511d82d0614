@NullMarked
package io.gatehouse.node.radius;

import org.jspecify.annotations.NullMarked;
