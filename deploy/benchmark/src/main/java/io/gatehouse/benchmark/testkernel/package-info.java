/** Programs in a second kernel, which has what the machine's own may lack, and what they found. */
@NullMarked
package io.gatehouse.benchmark.testkernel;

import org.jspecify.annotations.NullMarked;
