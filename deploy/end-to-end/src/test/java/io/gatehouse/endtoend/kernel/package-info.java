/** What needs a kernel with ESP, in a kernel that has it. */
@NullMarked
package io.gatehouse.endtoend.kernel;

import org.jspecify.annotations.NullMarked;
