/** What was measured, and how it is shown. */
@NullMarked
package io.gatehouse.benchmark.result;

import org.jspecify.annotations.NullMarked;
