/** What becomes of sessions when more is offered than the headend can do. */
@NullMarked
package io.gatehouse.benchmark.overload;

import org.jspecify.annotations.NullMarked;
