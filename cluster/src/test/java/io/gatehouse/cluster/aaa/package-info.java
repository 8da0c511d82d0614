@NullMarked
package io.gatehouse.cluster.aaa;

import org.jspecify.annotations.NullMarked;
