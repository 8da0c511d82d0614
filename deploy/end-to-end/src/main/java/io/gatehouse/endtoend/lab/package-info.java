/** Network namespaces, the links between them, and the processes that run inside. */
@NullMarked
package io.gatehouse.endtoend.lab;

import org.jspecify.annotations.NullMarked;
