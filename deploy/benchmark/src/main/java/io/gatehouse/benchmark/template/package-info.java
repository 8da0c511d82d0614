/** Files that peers and the node are configured with. */
@NullMarked
package io.gatehouse.benchmark.template;

import org.jspecify.annotations.NullMarked;
