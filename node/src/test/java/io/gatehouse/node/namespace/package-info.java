/** Network namespaces for tests. */
@NullMarked
package io.gatehouse.node.namespace;

import org.jspecify.annotations.NullMarked;
