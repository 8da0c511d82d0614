/** The concentrator under test. */
@NullMarked
package io.gatehouse.endtoend.headend;

import org.jspecify.annotations.NullMarked;
